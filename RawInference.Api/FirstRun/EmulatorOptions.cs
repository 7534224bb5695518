using System.ComponentModel.DataAnnotations;

namespace RawInference.Api.FirstRun;

/// <summary>Stand-ins for providers that have no key, in Development only: <c>RawInference:Emulator</c>.</summary>
public sealed class EmulatorOptions : IValidatableObject
{
    /// <summary>Where the emulator listens, on loopback; null for no emulator. A port in use gives way to a free one.</summary>
    public string? Url { get; set; }

    /// <summary>The providers that it can stand in for.</summary>
    public Dictionary<string, EmulatedProvider> Providers { get; } = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Url is not null && !(Uri.TryCreate(Url, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
        {
            yield return new ValidationResult("must be an http URL on loopback, such as http://127.0.0.1:5081.", [nameof(Url)]);
        }
    }
}
