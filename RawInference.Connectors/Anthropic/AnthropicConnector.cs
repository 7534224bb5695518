using Microsoft.SemanticKernel.ChatCompletion;
using RawInference.Connectors.Anthropic.Chat;
using RawInference.Connectors.Wire;
using RawInference.Core.Chat;
using RawInference.Core.Models;
using RawInference.Core.Providers;
using RawInference.Media;

namespace RawInference.Connectors.Anthropic;

/// <summary>
/// Anthropic's Messages API (<c>POST messages</c>), and every server that speaks it.
/// <list type="table">
/// <listheader><term>Capability</term><description>How</description></listheader>
/// <item><term>chat, stream</term><description>consecutive messages of a side are one turn; system and developer messages at the start go to <c>system</c>, in order; one from the middle follows the user's turn where the model takes it there, else it goes to <c>system</c> too, and is told of</description></item>
/// <item><term>images</term><description>bytes or URL, in tool results too; no detail</description></item>
/// <item><term>documents</term><description>PDF as bytes, text as text, so that the gateway fetches their URLs; named by their file name</description></item>
/// <item><term>tools</term><description>with <c>strict</c>; some models (Fable 5.1, Opus 5.5, Sonnet 5.5) refuse to be forced to call one</description></item>
/// <item><term>schema</term><description><c>output_config.format</c>; the provider wants closed objects. There is no <c>json_object</c></description></item>
/// <item><term>reasoning</term><description>as the card's dialect says, below; thinking blocks travel as provider state</description></item>
/// <item><term>prompt cache</term><description><c>cache_control</c> on parts and tools; for the whole prompt as a provider option</description></item>
/// <item><term>citations</term><description>of the answer's texts, in one list</description></item>
/// <item><term>not there</term><description>audio, video, embeddings, transcription; <c>n</c>, seed, penalties, log probabilities; sampling parameters on models after Opus 4.6</description></item>
/// </list>
/// The API needs <c>max_tokens</c>: without one the model's most is sent, and 4,096 for a model without a card.
/// Dialects of the cards, mostly by how a model takes <c>reasoning</c>:
/// <list type="table">
/// <item><term><c>budget</c></term><description><c>thinking.budget_tokens</c>; an effort stands for 1,024 (minimal), 2,048, 8,192, 16,384 or 32,000 (xhigh, max) tokens</description></item>
/// <item><term><c>budget_and_effort</c></term><description>the same, and <c>output_config.effort</c></description></item>
/// <item><term><c>adaptive</c></term><description><c>output_config.effort</c> and adaptive thinking, which can be disabled; no budget</description></item>
/// <item><term><c>adaptive_always</c></term><description>the same, and it cannot be disabled</description></item>
/// <item><term><c>adaptive_between_tools</c></term><description>the same, and what comes nearest to disabled is <c>between_tools</c></description></item>
/// <item><term><c>… no_xhigh</c>, <c>… no_max</c></term><description>and it does not know that effort: <c>high</c> is sent</description></item>
/// <item><term><c>… system_turns</c></term><description>and it takes system messages after a user's turn</description></item>
/// </list>
/// A model without a card gets a budget where the caller names one, else adaptive thinking. A thinking budget stays below <c>max_tokens</c>.
/// Quirks (the default first):
/// <list type="table">
/// <item><term><c>media_urls</c></term><description><c>true</c>, <c>false</c>: whether the server fetches URLs itself</description></item>
/// </list>
/// </summary>
internal sealed class AnthropicConnector(UpstreamClient upstream) : IChatConnector
{
    public const string ConnectorName = "anthropic";

    public string Name => ConnectorName;

    public IReadOnlyList<ProviderPreset> Presets { get; } = EmbeddedCatalogue.Presets("Anthropic/AnthropicPresets.json");

    public IReadOnlyList<ModelCard> Models { get; } = EmbeddedCatalogue.Models("Anthropic/AnthropicModels.json");

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Quirks => AnthropicQuirks.Known;

    public IEnumerable<string> Problems(ProviderOptions options) => UnreadSettings.Problems(options, Name, nameof(options.ApiVersion));

    public bool AllowsProviderOption(string name) => AnthropicProviderOptions.Allows(name);

    /// <summary>Of documents Anthropic fetches PDF only, and what a URL names shows when it is fetched.</summary>
    public bool TakesUrl(ModelTarget target, string operation, MediaKind kind) =>
        operation == Operations.Chat && kind == MediaKind.Image && AnthropicQuirks.TakesMediaUrls(target.Account);

    public IChatCompletionService CreateChatService(ModelTarget target) => new ChatService(upstream, new MessagesDialect(new AnthropicServer(target)));
}
