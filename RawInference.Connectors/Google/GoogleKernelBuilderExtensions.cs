using Microsoft.Extensions.DependencyInjection;
using RawInference.Connectors.Google;
using RawInference.Connectors.Wire;
using RawInference.Core.Models;
using RawInference.Core.Providers;
using RawInference.Models;

namespace Microsoft.SemanticKernel;

/// <summary>Each of the connector's services in any kernel, on its own.</summary>
public static class GoogleKernelBuilderExtensions
{
    /// <summary>Adds a chat service for the Gemini API, or for the server at <paramref name="endpoint"/> (base URL with its version).</summary>
    public static IKernelBuilder AddRawInferenceGoogleAIGeminiChatCompletion(
        this IKernelBuilder builder, string modelId, string apiKey, Uri? endpoint = null, string? serviceId = null) =>
        builder.Add(serviceId, connector => connector.CreateChatService(TargetOf(connector, modelId, apiKey, endpoint)));

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
        ArgumentException.ThrowIfNullOrEmpty(modelId);
        ArgumentException.ThrowIfNullOrEmpty(apiKey);
        var preset = connector.Presets.First(preset => preset.Name == connector.Name);
        var account = new ProviderAccount
        {
            Name = connector.Name,
            Connector = connector,
            Endpoint = endpoint ?? preset.Endpoint!,
            ApiKey = apiKey,
            TelemetryName = preset.TelemetryName ?? connector.Name,
            Catalogue = preset.Name,
        };
        var card = connector.Models.FirstOrDefault(card => card.Id == modelId && card.Provider == preset.Name);
        return new ModelTarget(account, modelId, card, new ModelCapabilities { Provider = account.Name, Model = modelId, Known = false });
    }
}
