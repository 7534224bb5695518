using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel.AudioToText;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.TextToAudio;
using Microsoft.SemanticKernel.TextToImage;
using RawInference.Connectors.OpenAI.Audio;
using RawInference.Connectors.OpenAI.Chat;
using RawInference.Connectors.OpenAI.Embeddings;
using RawInference.Connectors.OpenAI.Images;
using RawInference.Connectors.OpenAI.Responses;
using RawInference.Connectors.Wire;
using RawInference.Core.Chat;
using RawInference.Core.Embeddings;
using RawInference.Core.Images;
using RawInference.Core.Models;
using RawInference.Core.Providers;
using RawInference.Core.Speech;
using RawInference.Core.Transcription;
using RawInference.Media;

namespace RawInference.Connectors.OpenAI;

/// <summary>
/// OpenAI's wire dialects, and with them every server that speaks one.
/// <list type="table">
/// <listheader><term>Capability</term><description>How</description></listheader>
/// <item><term>chat, stream</term><description><c>chat/completions</c>; <c>responses</c> for models whose card says <c>"dialect": "responses"</c></description></item>
/// <item><term>images in</term><description>bytes or URL, with detail</description></item>
/// <item><term>audio in</term><description>bytes, wav and mp3; Chat Completions only</description></item>
/// <item><term>documents</term><description>bytes; a URL on Responses</description></item>
/// <item><term>tools, schema</term><description>both dialects; <c>strict</c> is set only for a schema that keeps its rules (closed objects, all required)</description></item>
/// <item><term>reasoning</term><description>effort; <c>summary</c> and encrypted state on Responses only; <c>max_tokens</c> on neither</description></item>
/// <item><term>embedding</term><description><c>embeddings</c>, base64 by default</description></item>
/// <item><term>transcription</term><description><c>audio/transcriptions</c>; <c>verbose_json</c> or <c>json</c> as the card's dialect says, <c>json</c> for an unknown model without timestamps; <c>audio/translations</c> for <c>translate</c></description></item>
/// <item><term>image</term><description><c>images/generations</c>, and <c>images/edits</c> for images to work from (bytes); a card's dialect <c>b64_json</c> marks models that must be asked for bytes and are billed by the image</description></item>
/// <item><term>speech</term><description><c>audio/speech</c>, read whole; a card's dialect <c>characters</c> marks models that are billed by the character</description></item>
/// </list>
/// Quirks (the default first):
/// <list type="table">
/// <item><term><c>max_tokens_field</c></term><description><c>max_completion_tokens</c>, <c>max_tokens</c>: the field that carries <c>max_tokens</c></description></item>
/// <item><term><c>stream_usage</c></term><description><c>true</c>, <c>false</c>: whether <c>stream_options.include_usage</c> is sent</description></item>
/// <item><term><c>stream_done</c></term><description><c>true</c>, <c>false</c>: whether a stream must end with <c>[DONE]</c>; a finish reason it must have in any case</description></item>
/// <item><term><c>seed_field</c></term><description><c>seed</c>, <c>random_seed</c>: the field that carries <c>seed</c></description></item>
/// <item><term><c>reasoning_field</c></term><description><c>reasoning_effort</c>, <c>reasoning</c> (an object with effort and max_tokens), <c>none</c></description></item>
/// <item><term><c>reasoning_state</c></term><description><c>none</c>, <c>reasoning_content</c>, <c>reasoning_details</c>: the member that the server wants back with an assistant's message</description></item>
/// <item><term><c>tool_strict</c></term><description><c>true</c>, <c>false</c>: whether <c>strict</c> is known in tools and schemas</description></item>
/// <item><term><c>developer_role</c></term><description><c>true</c>, <c>false</c>: otherwise such messages are sent as <c>system</c></description></item>
/// <item><term><c>media_urls</c></term><description><c>true</c>, <c>false</c>: whether the server fetches URLs itself</description></item>
/// <item><term><c>cache_control</c></term><description><c>false</c>, <c>true</c>: whether the server takes cache hints on content parts and tools; Chat Completions only, and otherwise a warning: OpenAI caches by itself</description></item>
/// <item><term><c>embedding_encoding</c></term><description><c>base64</c>, <c>float</c>, <c>none</c> (the field is not sent)</description></item>
/// <item><term><c>dialect</c></term><description><c>chat</c>, <c>responses</c>: for every chat of the account, whatever the cards say</description></item>
/// </list>
/// </summary>
/// <param name="upstream">The HTTP client.</param>
/// <param name="host">Where it is spoken.</param>
internal class OpenAIConnector(UpstreamClient upstream, IDialectHost host)
    : IChatConnector, IEmbeddingConnector, ITranscriptionConnector, IImageConnector, ISpeechConnector
{
    public const string ConnectorName = "openai";

    private const string ResponsesWord = "responses";

    public OpenAIConnector(UpstreamClient upstream)
        : this(upstream, new OpenAIHost())
    {
    }

    public string Name => host.Name;

    public IReadOnlyList<ProviderPreset> Presets => host.Presets;

    public IReadOnlyList<ModelCard> Models { get; } =
        [.. host.CardsOf([.. EmbeddedCatalogue.Models("OpenAI/OpenAIModels.json"), .. EmbeddedCatalogue.Models("OpenAI/CompatibleModels.json")])];

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Quirks => OpenAIQuirks.Known;

    public static bool Allows(string providerOption) => OpenAIProviderOptions.Allows(providerOption);

    public bool AllowsProviderOption(string name) => Allows(name);

    public bool TakesUrl(ModelTarget target, string operation, MediaKind kind) =>
        operation == Operations.Chat && OpenAIQuirks.Read(target.Account.Name, target.Account.Quirks) is { MediaUrls: true } quirks && kind switch
        {
            MediaKind.Image => true,
            MediaKind.File => SpeaksResponses(target.Card, quirks),
            _ => false,
        };

    public IEnumerable<string> Problems(ProviderOptions options) => host.Problems(options);

    public IChatCompletionService CreateChatService(ModelTarget target)
    {
        var server = ServerOf(target);
        return new ChatService(upstream, SpeaksResponses(target.Card, server.Quirks) ? new ResponsesDialect(server) : new ChatDialect(server));
    }

    public IEmbeddingGenerator<string, Embedding<float>> CreateEmbeddingGenerator(ModelTarget target) =>
        new OpenAIEmbeddingGenerator(upstream, ServerOf(target));

    public IAudioToTextService CreateTranscriptionService(ModelTarget target) => new OpenAITranscriptionService(upstream, ServerOf(target));

    public ITextToImageService CreateImageService(ModelTarget target) => new OpenAIImageService(upstream, ServerOf(target));

    public ITextToAudioService CreateSpeechService(ModelTarget target) => new OpenAISpeechService(upstream, ServerOf(target));

    private static bool SpeaksResponses(ModelCard? card, OpenAIQuirks quirks) => quirks.Responses || card?.Dialect == ResponsesWord;

    private OpenAIServer ServerOf(ModelTarget target) => new(target, host.Open(target, OpenAIErrors.Classify));
}
