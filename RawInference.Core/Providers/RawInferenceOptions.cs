using RawInference.Core.Models;

namespace RawInference.Core.Providers;

/// <summary>The providers, aliases and prices of <c>RawInference</c> in the configuration. Names are case-sensitive, as they are in requests.</summary>
public sealed class RawInferenceOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "RawInference";

    public Dictionary<string, ProviderOptions> Providers { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, ModelAliasOptions> Models { get; } = new(StringComparer.Ordinal);

    /// <summary>Prices in place of the catalogue's, by <c>provider/model</c>.</summary>
    public Dictionary<string, ModelPrice> Prices { get; } = new(StringComparer.Ordinal);

    /// <summary>What could not be read, each with its path; reported when the options are validated.</summary>
    internal List<string> Problems { get; } = [];
}
