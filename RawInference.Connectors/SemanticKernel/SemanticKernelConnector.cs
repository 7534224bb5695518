using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel.AudioToText;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.TextToAudio;
using Microsoft.SemanticKernel.TextToImage;
using RawInference.Connectors.SemanticKernel.Chat;
using RawInference.Connectors.SemanticKernel.Services;
using RawInference.Connectors.Wire;
using RawInference.Core.Chat;
using RawInference.Core.Embeddings;
using RawInference.Core.Images;
using RawInference.Core.Models;
using RawInference.Core.Providers;
using RawInference.Core.Speech;
using RawInference.Core.Transcription;
using RawInference.Media;

namespace RawInference.Connectors.SemanticKernel;

/// <summary>
/// The services of one provider that someone else has written, as services of ours. What they do not tell is unknown, never made up;
/// what they have no field for is a warning, or a refusal where the answer would be another one.
/// <list type="table">
/// <listheader><term>Capability</term><description>How</description></listheader>
/// <item><term>chat, stream</term><description><c>IChatClient</c>, whose options have fields for nearly all; or <c>IChatCompletionService</c></description></item>
/// <item><term>media in</term><description>bytes of every kind, for the service to refuse; URLs of the kinds that the registration names</description></item>
/// <item><term>tools</term><description>declared and never run; a <c>IChatCompletionService</c> is given the schema's properties only</description></item>
/// <item><term>schema</term><description><c>IChatClient</c> and Semantic Kernel's own OpenAI services</description></item>
/// <item><term>embedding</term><description><c>IEmbeddingGenerator</c> of text</description></item>
/// <item><term>transcription</term><description><c>IAudioToTextService</c>, in the language spoken</description></item>
/// <item><term>image</term><description><c>ITextToImageService</c>, from a prompt alone</description></item>
/// <item><term>speech</term><description><c>ITextToAudioService</c></description></item>
/// </list>
/// </summary>
internal sealed class SemanticKernelConnector(KernelProvider provider, IServiceProvider services)
    : IChatConnector, IEmbeddingConnector, ITranscriptionConnector, IImageConnector, ISpeechConnector
{
    private readonly KernelCalls _calls = new(
        provider.Name,
        provider.Options,
        services.GetRequiredService<IOptions<UpstreamOptions>>().Value,
        services.GetRequiredService<TimeProvider>(),
        services.GetRequiredService<ILogger<SemanticKernelConnector>>());

    public string Name => provider.Name;

    public IReadOnlyList<ProviderPreset> Presets { get; } =
    [
        new()
        {
            Name = provider.Name,
            Connector = provider.Name,
            Endpoint = null,
            TelemetryName = provider.Options.TelemetryName,
            Operations = provider.Operations,
        },
    ];

    public IReadOnlyList<ModelCard> Models { get; } = [.. provider.Options.Models];

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Quirks { get; } = new Dictionary<string, IReadOnlyList<string>>();

    public bool AllowsProviderOption(string name) => provider.Options.ProviderOptions.Contains(name);

    public bool TakesUrl(ModelTarget target, string operation, MediaKind kind) =>
        operation == Operations.Chat && provider.Options.Urls.Contains(kind);

    public IChatCompletionService CreateChatService(ModelTarget target) => Create(Operations.Chat, target) switch
    {
        IChatClient client => new ChatClientService(client, target.Model, provider.Options, _calls),
        var service => new KernelChatService((IChatCompletionService)service, target.Model, provider.Options, _calls),
    };

    public IEmbeddingGenerator<string, Embedding<float>> CreateEmbeddingGenerator(ModelTarget target) =>
        new KernelEmbeddingGenerator((IEmbeddingGenerator<string, Embedding<float>>)Create(Operations.Embedding, target), target.Model, provider.Options, _calls);

    public IAudioToTextService CreateTranscriptionService(ModelTarget target) =>
        new KernelTranscriptionService((IAudioToTextService)Create(Operations.Transcription, target), target, provider.Options, _calls);

    public ITextToImageService CreateImageService(ModelTarget target) =>
        new KernelImageService((ITextToImageService)Create(Operations.Image, target), target.Model, provider.Options, _calls);

    public ITextToAudioService CreateSpeechService(ModelTarget target) =>
        new KernelSpeechService((ITextToAudioService)Create(Operations.Speech, target), target.Model, provider.Options, _calls);

    private object Create(string operation, ModelTarget target) => provider.Create(operation, services, target.Model);
}
