using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using RawInference.Core.Settings;

namespace RawInference.State;

/// <summary>Refuses a data path that names no folder, and settings that do not exist.</summary>
internal sealed class StateOptionsValidator(IConfiguration configuration) : IValidateOptions<StateOptions>
{
    public ValidateOptionsResult Validate(string? name, StateOptions options)
    {
        var problems = UnknownSettings.Of<StateOptions>(configuration.GetSection(StateOptions.Section)).ToList();
        if (string.IsNullOrWhiteSpace(options.DataPath) || options.DataPath.Contains('\0', StringComparison.Ordinal))
        {
            problems.Add($"{StateOptions.Section}:{nameof(StateOptions.DataPath)}: must be the path of a folder.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
