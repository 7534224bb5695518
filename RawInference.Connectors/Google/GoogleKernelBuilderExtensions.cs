using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel.AudioToText;
using Microsoft.SemanticKernel.TextToAudio;
using Microsoft.SemanticKernel.TextToImage;
using RawInference.Connectors.Google;
using RawInference.Connectors.Wire;
using RawInference.Core.Models;

namespace Microsoft.SemanticKernel;

/// <summary>Each of the connector's services in any kernel, on its own.</summary>
public static class GoogleKernelBuilderExtensions
{
    /// <summary>Adds a chat service for the Gemini API, or for the server at <paramref name="endpoint"/> (base URL with its version).</summary>
    public static IKernelBuilder AddRawInferenceGoogleAIGeminiChatCompletion(
        this IKernelBuilder builder, string modelId, string apiKey, Uri? endpoint = null, string? serviceId = null) =>
        builder.Add(serviceId, connector => connector.CreateChatService(TargetOf(connector, modelId, apiKey, endpoint)));

    /// <summary>Adds an embedding generator for the Gemini API, or for the server at <paramref name="endpoint"/>.</summary>
    public static IKernelBuilder AddRawInferenceGoogleAIEmbeddingGenerator(
        this IKernelBuilder builder, string modelId, string apiKey, Uri? endpoint = null, string? serviceId = null) =>
        builder.Add<IEmbeddingGenerator<string, Embedding<float>>>(
            serviceId, connector => connector.CreateEmbeddingGenerator(TargetOf(connector, modelId, apiKey, endpoint)));

    /// <summary>Adds an embedding generator of texts and media for the Gemini API, or for the server at <paramref name="endpoint"/>.</summary>
    public static IKernelBuilder AddRawInferenceGoogleAIMediaEmbeddingGenerator(
        this IKernelBuilder builder, string modelId, string apiKey, Uri? endpoint = null, string? serviceId = null) =>
        builder.Add<IEmbeddingGenerator<AIContent, Embedding<float>>>(
            serviceId, connector => connector.CreateMediaEmbeddingGenerator(TargetOf(connector, modelId, apiKey, endpoint)));

    /// <summary>Adds a transcription service for the Gemini API, or for the server at <paramref name="endpoint"/>.</summary>
    public static IKernelBuilder AddRawInferenceGoogleAIAudioToText(
        this IKernelBuilder builder, string modelId, string apiKey, Uri? endpoint = null, string? serviceId = null) =>
        builder.Add<IAudioToTextService>(
            serviceId, connector => connector.CreateTranscriptionService(TargetOf(connector, modelId, apiKey, endpoint)));

    /// <summary>Adds an image service for the Gemini API, or for the server at <paramref name="endpoint"/>.</summary>
    public static IKernelBuilder AddRawInferenceGoogleAITextToImage(
        this IKernelBuilder builder, string modelId, string apiKey, Uri? endpoint = null, string? serviceId = null) =>
        builder.Add<ITextToImageService>(serviceId, connector => connector.CreateImageService(TargetOf(connector, modelId, apiKey, endpoint)));

    /// <summary>Adds a speech service for the Gemini API, or for the server at <paramref name="endpoint"/>.</summary>
    public static IKernelBuilder AddRawInferenceGoogleAITextToAudio(
        this IKernelBuilder builder, string modelId, string apiKey, Uri? endpoint = null, string? serviceId = null) =>
        builder.Add<ITextToAudioService>(serviceId, connector => connector.CreateSpeechService(TargetOf(connector, modelId, apiKey, endpoint)));

    private static IKernelBuilder Add<TService>(this IKernelBuilder builder, string? serviceId, Func<GoogleConnector, TService> create)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddUpstreamClient();
        builder.Services.AddKeyedSingleton<TService>(
            serviceId, (provider, _) => create(new GoogleConnector(provider.GetRequiredService<UpstreamClient>())));
        return builder;
    }

    private static ModelTarget TargetOf(GoogleConnector connector, string modelId, string apiKey, Uri? endpoint)
    {
        ArgumentException.ThrowIfNullOrEmpty(apiKey);
        return KernelTarget.Of(connector, modelId, apiKey, endpoint, isProviders: true);
    }
}
