using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel.ChatCompletion;
using RawInference.Connectors.Anthropic;
using RawInference.Connectors.Wire;
using RawInference.Core.Models;
using RawInference.Core.Providers;
using RawInference.Models;

namespace Microsoft.SemanticKernel;

/// <summary>The connector's service in any kernel, on its own.</summary>
public static class AnthropicKernelBuilderExtensions
{
    /// <summary>A snapshot has its family's card: <c>-20251001</c>.</summary>
    private const int DateLength = 9;

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
            return connector.CreateChatService(TargetOf(connector, modelId, apiKey, endpoint));
        });
        return builder;
    }

    private static ModelTarget TargetOf(AnthropicConnector connector, string modelId, string? apiKey, Uri? endpoint)
    {
        var preset = connector.Presets.First(preset => preset.Name == connector.Name);
        var account = new ProviderAccount
        {
            Name = connector.Name,
            Connector = connector,
            Endpoint = endpoint ?? preset.Endpoint!,
            ApiKey = apiKey,
            TelemetryName = connector.Name,
            Catalogue = endpoint is null ? preset.Name : null,
        };
        var card = endpoint is null ? connector.Models.FirstOrDefault(card => IsOf(card.Id, modelId)) : null;
        return new ModelTarget(account, modelId, card, new ModelCapabilities { Provider = account.Name, Model = modelId, Known = false });
    }

    private static bool IsOf(string family, string model) => model == family
        || (model.Length == family.Length + DateLength && model.StartsWith($"{family}-", StringComparison.Ordinal) && model[^8..].All(char.IsAsciiDigit));
}
