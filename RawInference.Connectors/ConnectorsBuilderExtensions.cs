using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RawInference.Connectors.Anthropic;
using RawInference.Connectors.AzureOpenAI;
using RawInference.Connectors.Google;
using RawInference.Connectors.OpenAI;
using RawInference.Connectors.Wire;
using RawInference.Core.Providers;

namespace RawInference.Core;

/// <summary>Registers the connectors.</summary>
public static class ConnectorsBuilderExtensions
{
    /// <summary>The complete list of connectors, one line each.</summary>
    public static RawInferenceBuilder AddConnectors(this RawInferenceBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSettings<UpstreamOptions>(UpstreamOptions.Section);
        builder.Services.TryAddUpstreamClient();
        builder.Add<OpenAIConnector>();
        builder.Add<HostedOpenAIConnector<AzureOpenAIHost>>();
        builder.Add<AnthropicConnector>();
        builder.Add<GoogleConnector>();
        return builder;
    }

    private static void Add<TConnector>(this RawInferenceBuilder builder)
        where TConnector : class, IConnector =>
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IConnector, TConnector>());
}
