using RawInference.Connectors.Wire;
using RawInference.Core.Models;
using RawInference.Core.Providers;
using RawInference.Media;

namespace RawInference.Connectors.Google;

/// <summary>Google's Gemini API.</summary>
internal sealed class GoogleConnector(UpstreamClient upstream) : IConnector
{
    public const string ConnectorName = "google";

    public string Name => ConnectorName;

    public IReadOnlyList<ProviderPreset> Presets { get; } = EmbeddedCatalogue.Presets("Google/GooglePresets.json");

    public IReadOnlyList<ModelCard> Models { get; } = EmbeddedCatalogue.Models("Google/GoogleModels.json");

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Quirks { get; } = new Dictionary<string, IReadOnlyList<string>>();

    internal UpstreamClient Upstream { get; } = upstream;

    public bool AllowsProviderOption(string name) => GoogleProviderOptions.Allows(name);

    public bool TakesUrl(ModelTarget target, string operation, MediaKind kind) => false;
}
