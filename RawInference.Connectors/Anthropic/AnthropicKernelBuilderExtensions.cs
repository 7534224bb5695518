using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel.ChatCompletion;
using RawInference.Connectors.Anthropic;
using RawInference.Connectors.Wire;

namespace Microsoft.SemanticKernel;

/// <summary>The connector's service in any kernel, on its own.</summary>
public static class AnthropicKernelBuilderExtensions
{
    /// <summary>Adds a chat service for Anthropic, or for the compatible server at <paramref name="endpoint"/> (base URL with its version).</summary>
    public static IKernelBuilder AddRawInferenceAnthropicChatCompletion(
        this IKernelBuilder builder, string modelId, string? apiKey, Uri? endpoint = null, string? serviceId = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(modelId);
        builder.Services.TryAddUpstreamClient();
        builder.Services.AddKeyedSingleton<IChatCompletionService>(serviceId, (provider, _) =>
        {
            var connector = new AnthropicConnector(provider.GetRequiredService<UpstreamClient>());
            return connector.CreateChatService(KernelTarget.Of(connector, modelId, apiKey, endpoint, isProviders: endpoint is null));
        });
        return builder;
    }
}
