using RawInference.Connectors.Wire;
using RawInference.Core.Models;
using RawInference.Core.Providers;

namespace RawInference.Connectors.OpenAI;

/// <summary>OpenAI itself, and every server that is addressed as it is: a base URL with its version, and a bearer key.</summary>
internal sealed class OpenAIHost : IDialectHost
{
    public string Name => OpenAIConnector.ConnectorName;

    public IReadOnlyList<ProviderPreset> Presets { get; } = EmbeddedCatalogue.Presets("OpenAI/OpenAIPresets.json");

    public IEnumerable<ModelCard> CardsOf(IReadOnlyList<ModelCard> cards) => cards;

    public IEnumerable<string> Problems(ProviderOptions options) => UnreadSettings.Problems(options, Name);

    public IDialectServer Open(ModelTarget target, ErrorClassifier classify) => new OpenAIAddress(target, classify);
}
