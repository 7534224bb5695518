using Microsoft.SemanticKernel.ChatCompletion;
using RawInference.Connectors.Google.Chat;
using RawInference.Connectors.Wire;
using RawInference.Core.Chat;
using RawInference.Core.Models;
using RawInference.Core.Providers;
using RawInference.Media;

namespace RawInference.Connectors.Google;

/// <summary>
/// Google's own Gemini dialect.
/// <list type="table">
/// <listheader><term>Capability</term><description>How</description></listheader>
/// <item><term>chat, stream</term><description><c>:generateContent</c>, <c>:streamGenerateContent?alt=sse</c>; instructions become <c>systemInstruction</c></description></item>
/// <item><term>images, audio, video, PDF</term><description>bytes, inline; Google fetches the URLs of some types only, so the gateway does it</description></item>
/// <item><term>text documents</term><description>as text</description></item>
/// <item><term>tools</term><description><c>functionDeclarations</c>; a strict one asks for mode <c>VALIDATED</c>; <c>parallel_tool_calls: false</c> has no field</description></item>
/// <item><term>schema</term><description><c>responseJsonSchema</c>, without the keywords that Gemini does not support</description></item>
/// <item><term>reasoning</term><description>budget or level, as the card's dialect says (<c>thinking_budget</c>, <c>thinking_budget_least</c>, <c>thinking_level</c>,
/// <c>thinking_level_from_low</c>); any <c>summary</c> shows thoughts; thought signatures are the provider state</description></item>
/// <item><term>citations</term><description>grounding chunks, pages read, citations</description></item>
/// <item><term>provider_options</term><description><c>safetySettings</c>, <c>labels</c>; merged: <c>generationConfig</c>, <c>tools</c> that Google runs, <c>toolConfig</c></description></item>
/// </list>
/// </summary>
internal sealed class GoogleConnector(UpstreamClient upstream) : IChatConnector
{
    public const string ConnectorName = "google";

    public string Name => ConnectorName;

    public IReadOnlyList<ProviderPreset> Presets { get; } = EmbeddedCatalogue.Presets("Google/GooglePresets.json");

    public IReadOnlyList<ModelCard> Models { get; } = EmbeddedCatalogue.Models("Google/GoogleModels.json");

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Quirks { get; } = new Dictionary<string, IReadOnlyList<string>>();

    public bool AllowsProviderOption(string name) => GoogleProviderOptions.Allows(name);

    public bool TakesUrl(ModelTarget target, string operation, MediaKind kind) => false;

    public IChatCompletionService CreateChatService(ModelTarget target) => new ChatService(upstream, new GeminiDialect(ServerOf(target)));

    private static GoogleServer ServerOf(ModelTarget target) => new(target);
}
