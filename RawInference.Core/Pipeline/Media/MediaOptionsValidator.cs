using Microsoft.Extensions.Options;

namespace RawInference.Core.Pipeline.Media;

/// <summary>An origin that is not one would silently exempt nothing, or more than was meant.</summary>
internal sealed class MediaOptionsValidator : IValidateOptions<MediaOptions>
{
    public ValidateOptionsResult Validate(string? name, MediaOptions options)
    {
        var mistakes = options.AllowedOrigins
            .Select((origin, index) => (origin, index))
            .Where(item => MediaOrigin.Parse(item.origin) is null)
            .Select(item => $"{MediaOptions.Section}:AllowedOrigins:{item.index}: must be an origin such as http://127.0.0.1:5081, without a path.")
            .ToList();

        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}
