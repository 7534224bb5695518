using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using RawInference;
using RawInference.Core;
using RawInference.Core.Chat;
using RawInference.Core.Embeddings;
using RawInference.Core.Identity;
using RawInference.Core.Images;
using RawInference.Core.Models;
using RawInference.Core.Pipeline;
using RawInference.Core.Pipeline.Caching;
using RawInference.Core.Pipeline.Failover;
using RawInference.Core.Pipeline.FanOut;
using RawInference.Core.Pipeline.Idempotency;
using RawInference.Core.Pipeline.Limits;
using RawInference.Core.Pipeline.Media;
using RawInference.Core.Providers;
using RawInference.Core.Speech;
using RawInference.Core.Transcription;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers in-process inference.</summary>
public static class RawInferenceServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IInferenceClient"/> as the pipeline itself, configured by the section <c>RawInference</c>.
    /// Connectors and a ledger are registered on the returned builder.
    /// </summary>
    public static RawInferenceBuilder AddRawInference(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(TimeProvider.System);
        AddProviders(services);
        AddPipeline(services);
        return new RawInferenceBuilder(services);
    }

    private static void AddProviders(IServiceCollection services)
    {
        services.AddOptions<RawInferenceOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<RawInferenceOptions>, ConfigureRawInferenceOptions>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RawInferenceOptions>, RawInferenceOptionsValidator>());
        services.TryAddSingleton<ConnectorRegistry>();
        services.TryAddSingleton<ProviderDirectory>();
        services.TryAddSingleton<ModelCatalog>();
        services.TryAddSingleton<ProviderHealthMonitor>();
        services.AddSingleton<IAttemptObserver>(provider => provider.GetRequiredService<ProviderHealthMonitor>());
        services.TryAddSingleton(provider => new ProviderCatalog(
            provider.GetRequiredService<ProviderDirectory>(),
            provider.GetRequiredService<ConnectorRegistry>(),
            provider.GetRequiredService<ModelCatalog>(),
            provider.GetRequiredService<OperationDispatcher>(),
            provider.GetRequiredService<ProviderHealthMonitor>()));
    }

    private static void AddPipeline(IServiceCollection services)
    {
        services.AddSettings<CachingOptions>("Caching");
        services.TryAddSingleton<AnswerCache>();
        services.TryAddSingleton<NamespaceAnswers>();
        services.AddSettings<FailoverOptions>("Failover");
        services.AddSettings<FanOutOptions>("FanOut");
        services.AddSettings<IdempotencyOptions>("Idempotency");
        services.AddSettings<LimitsOptions>("Limits");
        services.AddSettings<MediaOptions>("Media");
        services.AddMedia();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IOperationHandler, ChatHandler>(),
            ServiceDescriptor.Singleton<IOperationHandler, EmbeddingHandler>(),
            ServiceDescriptor.Singleton<IOperationHandler, TranscriptionHandler>(),
            ServiceDescriptor.Singleton<IOperationHandler, ImageHandler>(),
            ServiceDescriptor.Singleton<IOperationHandler, SpeechHandler>(),
        ]);
        services.TryAddSingleton<OperationDispatcher>();
        services.TryAddSingleton<InferenceChain>();
        services.TryAddScoped<ICallerAccessor, LocalCallerAccessor>();
        services.TryAddScoped<IInferenceClient, InferencePipeline>();
    }
}
