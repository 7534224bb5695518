using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel.AudioToText;
using Microsoft.SemanticKernel.TextToAudio;
using Microsoft.SemanticKernel.TextToImage;
using RawInference.Connectors.OpenAI;
using RawInference.Connectors.Wire;
using RawInference.Core.Models;

namespace Microsoft.SemanticKernel;

/// <summary>Each of the connector's services in any kernel, on its own.</summary>
public static class OpenAIKernelBuilderExtensions
{
    /// <summary>Adds a chat service for OpenAI, or for the compatible server at <paramref name="endpoint"/> (base URL with its version).</summary>
    public static IKernelBuilder AddRawInferenceOpenAIChatCompletion(
        this IKernelBuilder builder, string modelId, string? apiKey, Uri? endpoint = null, string? serviceId = null) =>
        builder.Add(serviceId, connector => connector.CreateChatService(TargetOf(connector, modelId, apiKey, endpoint)));

    /// <summary>Adds an embedding generator for OpenAI, or for the compatible server at <paramref name="endpoint"/>.</summary>
    public static IKernelBuilder AddRawInferenceOpenAIEmbeddingGenerator(
        this IKernelBuilder builder, string modelId, string? apiKey, Uri? endpoint = null, string? serviceId = null) =>
        builder.Add<IEmbeddingGenerator<string, Embedding<float>>>(
            serviceId, connector => connector.CreateEmbeddingGenerator(TargetOf(connector, modelId, apiKey, endpoint)));

    /// <summary>Adds a transcription service for OpenAI, or for the compatible server at <paramref name="endpoint"/>.</summary>
    public static IKernelBuilder AddRawInferenceOpenAIAudioToText(
        this IKernelBuilder builder, string modelId, string? apiKey, Uri? endpoint = null, string? serviceId = null) =>
        builder.Add<IAudioToTextService>(
            serviceId, connector => connector.CreateTranscriptionService(TargetOf(connector, modelId, apiKey, endpoint)));

    /// <summary>Adds an image service for OpenAI, or for the compatible server at <paramref name="endpoint"/>.</summary>
    public static IKernelBuilder AddRawInferenceOpenAITextToImage(
        this IKernelBuilder builder, string modelId, string? apiKey, Uri? endpoint = null, string? serviceId = null) =>
        builder.Add<ITextToImageService>(serviceId, connector => connector.CreateImageService(TargetOf(connector, modelId, apiKey, endpoint)));

    /// <summary>Adds a speech service for OpenAI, or for the compatible server at <paramref name="endpoint"/>.</summary>
    public static IKernelBuilder AddRawInferenceOpenAITextToAudio(
        this IKernelBuilder builder, string modelId, string? apiKey, Uri? endpoint = null, string? serviceId = null) =>
        builder.Add<ITextToAudioService>(serviceId, connector => connector.CreateSpeechService(TargetOf(connector, modelId, apiKey, endpoint)));

    private static IKernelBuilder Add<TService>(this IKernelBuilder builder, string? serviceId, Func<OpenAIConnector, TService> create)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddUpstreamClient();
        builder.Services.AddKeyedSingleton<TService>(
            serviceId, (provider, _) => create(new OpenAIConnector(provider.GetRequiredService<UpstreamClient>())));
        return builder;
    }

    private static ModelTarget TargetOf(OpenAIConnector connector, string modelId, string? apiKey, Uri? endpoint) =>
        KernelTarget.Of(connector, modelId, apiKey, endpoint, isProviders: endpoint is null);
}
