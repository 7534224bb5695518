using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OpenAI;
using RawInference.Connectors.SemanticKernel;
using RawInference.Core;
using RawInference.Core.Models;
using RawInference.Core.Providers;
using RawInference.Models;

namespace RawInference.Connectors.Tests.SemanticKernel;

/// <summary>A service that was registered with one line, and a model of it.</summary>
internal static class KernelTarget
{
    public const string Provider = "acme";

    public const string Key = "sk-kernel-0123456789";

    public static SemanticKernelConnector Connector<TService>(
        Func<IServiceProvider, string, TService> create,
        Action<KernelProviderOptions>? configure = null,
        TimeProvider? time = null,
        ILoggerProvider? logs = null)
        where TService : class
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.Services.AddSingleton(logs ?? NullLoggerProvider.Instance));
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton(time ?? TimeProvider.System);
        new RawInferenceBuilder(services).AddKernelService(Provider, create, configure);
        return (SemanticKernelConnector)services.BuildServiceProvider().GetRequiredService<IConnector>();
    }

    public static ModelTarget Of(SemanticKernelConnector connector, string model, string? fault = null)
    {
        var account = new ProviderAccount { Name = Provider, Connector = connector, Endpoint = null, TelemetryName = Provider };
        var name = fault is null ? model : $"{model}@fault={fault}";
        return new ModelTarget(account, name, null, new ModelCapabilities { Provider = Provider, Model = name, Known = false });
    }

    /// <summary>The SDK beneath Semantic Kernel's own services, as the documentation advises to set it up.</summary>
    public static OpenAIClient Client(Uri server) => new(new ApiKeyCredential(Key), new OpenAIClientOptions
    {
        Endpoint = new Uri(server, "/v1"),
        RetryPolicy = new ClientRetryPolicy(0),
        NetworkTimeout = Timeout.InfiniteTimeSpan,
    });
}
