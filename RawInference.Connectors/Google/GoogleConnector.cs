using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel.AudioToText;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.TextToAudio;
using Microsoft.SemanticKernel.TextToImage;
using RawInference.Connectors.Google.Chat;
using RawInference.Connectors.Google.Embeddings;
using RawInference.Connectors.Google.Images;
using RawInference.Connectors.Google.Speech;
using RawInference.Connectors.Google.Transcription;
using RawInference.Connectors.Google.Vertex;
using RawInference.Connectors.Wire;
using RawInference.Core.Chat;
using RawInference.Core.Embeddings;
using RawInference.Core.Images;
using RawInference.Core.Models;
using RawInference.Core.Providers;
using RawInference.Core.Speech;
using RawInference.Core.Transcription;
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
/// <item><term>embedding</term><description><c>:batchEmbedContents</c>; on Vertex AI <c>:predict</c>, or <c>:embedContent</c> where the card's
/// dialect is <c>embed_content</c>; texts, and media where the model takes them</description></item>
/// <item><term>transcription</term><description>a chat of one turn with the recording; times, asked for by schema, are the model's estimate</description></item>
/// <item><term>image</term><description><c>:generateContent</c> with <c>responseModalities</c>; one image a call; <c>size</c> as aspect
/// ratio and resolution (<c>16:9 2K</c>) or in the pixels of the model's table</description></item>
/// <item><term>speech</term><description>likewise; <c>wav</c> and <c>pcm</c>; instructions stand before the text</description></item>
/// <item><term>multimodalembedding</term><description>Vertex AI only (the card's dialect <c>multimodal</c>): asked there with the account's
/// <c>Project</c>, <c>Location</c> and <c>CredentialsFile</c>, also where its other models are asked with a key</description></item>
/// <item><term>provider_options</term><description><c>safetySettings</c>, <c>labels</c>; merged: <c>generationConfig</c>, <c>tools</c> that Google runs, <c>toolConfig</c></description></item>
/// </list>
/// Quirks (the default first):
/// <list type="table">
/// <item><term><c>api</c></term><description><c>gemini</c>, <c>vertex</c>: whose server the account is of; on Vertex AI an <c>ApiKey</c> is a bearer token</description></item>
/// <item><term><c>vertex_endpoint</c></term><description>the base URL of Vertex AI, up to and with its version; by default the location's own host</description></item>
/// </list>
/// </summary>
internal sealed class GoogleConnector(UpstreamClient upstream)
    : IChatConnector, IMediaEmbeddingConnector, ITranscriptionConnector, IImageConnector, ISpeechConnector
{
    public const string ConnectorName = "google";

    private const string ApiQuirk = "api";
    private const string Vertex = "vertex";

    private readonly VertexServers _vertex = new(upstream);

    public string Name => ConnectorName;

    public IReadOnlyList<ProviderPreset> Presets { get; } = EmbeddedCatalogue.Presets("Google/GooglePresets.json");

    public IReadOnlyList<ModelCard> Models { get; } = EmbeddedCatalogue.Models("Google/GoogleModels.json");

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Quirks { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        [ApiQuirk] = ["gemini", Vertex],
        [VertexServers.EndpointQuirk] = [],
    };

    public IEnumerable<string> Problems(ProviderOptions options)
    {
        if (options.Quirks.GetValueOrDefault(VertexServers.EndpointQuirk) is { } endpoint
            && !(Uri.TryCreate(endpoint, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", Query: "", Fragment: "" }))
        {
            yield return $"{nameof(options.Quirks)}:{VertexServers.EndpointQuirk}: must be an absolute http or https URL, up to and with the version.";
        }

        foreach (var problem in UnreadSettings.Problems(
            options, Name, nameof(options.Project), nameof(options.Location), nameof(options.CredentialsFile)))
        {
            yield return problem;
        }
    }

    public bool AllowsProviderOption(string name) => GoogleProviderOptions.Allows(name);

    public bool TakesUrl(ModelTarget target, string operation, MediaKind kind) => false;

    public IChatCompletionService CreateChatService(ModelTarget target) => new ChatService(upstream, new GeminiDialect(ServerOf(target)));

    public IEmbeddingGenerator<string, Embedding<float>> CreateEmbeddingGenerator(ModelTarget target) => CreateGenerator(target, ofMedia: false);

    public IEmbeddingGenerator<AIContent, Embedding<float>> CreateMediaEmbeddingGenerator(ModelTarget target) => CreateGenerator(target, ofMedia: true);

    public IAudioToTextService CreateTranscriptionService(ModelTarget target) => new GoogleTranscriptionService(new GenerationClient(upstream, ServerOf(target)));

    public ITextToImageService CreateImageService(ModelTarget target) => new GoogleImageService(new GenerationClient(upstream, ServerOf(target)));

    public ITextToAudioService CreateSpeechService(ModelTarget target) => new GoogleSpeechService(new GenerationClient(upstream, ServerOf(target)));

    private GoogleEmbeddingGenerator CreateGenerator(ModelTarget target, bool ofMedia)
    {
        var server = ServerOf(target);
        return new GoogleEmbeddingGenerator(upstream, server, EmbeddingDialects.Of(server, ofMedia));
    }

    private GoogleServer ServerOf(ModelTarget target)
    {
        var account = target.Account;
        var ownApi = account.Quirks.GetValueOrDefault(ApiQuirk) == Vertex;
        if (target.Card?.Dialect == EmbeddingDialects.Multimodal)
        {
            return _vertex.Create(target with { Model = MultimodalPredict.VersionOf(target.Model) }, ownApi);
        }

        return ownApi ? _vertex.Create(target, ownApi)
            : account.ApiKey is null && account.Project is not null ? throw new InferenceException(
                InferenceErrorCode.ProviderAccount,
                $"RawInference:Providers:{account.Name}:ApiKey is missing, without which only models of Vertex AI can be asked; "
                + "for all models there, configure the provider google-vertex.")
            : new GoogleServer(target);
    }
}
