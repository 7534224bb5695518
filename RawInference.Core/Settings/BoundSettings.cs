using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace RawInference.Core.Settings;

/// <summary>Binds one section to its options, and reports unknown names, wrong types and values out of range with their paths.</summary>
internal sealed class BoundSettings<TOptions>(IConfiguration configuration, string path) : IConfigureOptions<TOptions>, IValidateOptions<TOptions>
    where TOptions : class
{
    public void Configure(TOptions options)
    {
        try
        {
            configuration.GetSection(path).Bind(options);
        }
        catch (InvalidOperationException exception)
        {
            // The binder's message has the path and the type; validation has no other way to hear of it.
            throw new OptionsValidationException(Options.DefaultName, typeof(TOptions), [$"{path}: {exception.Message}"]);
        }
    }

    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        string[] problems = [.. UnknownSettings.Of<TOptions>(configuration.GetSection(path)), .. ValuesOutOfRange(options)];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private IEnumerable<string> ValuesOutOfRange(TOptions options)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        return results.Select(result => $"{path}:{string.Join(':', result.MemberNames)}: {result.ErrorMessage}");
    }
}
