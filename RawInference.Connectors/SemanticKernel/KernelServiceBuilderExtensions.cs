using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel.Services;
using RawInference.Connectors.SemanticKernel;
using RawInference.Connectors.Wire;
using RawInference.Core.Providers;

namespace RawInference.Core;

/// <summary>Makes providers of services that someone else has written.</summary>
public static class KernelServiceBuilderExtensions
{
    /// <summary>
    /// Adds a provider that is asked through a service: Semantic Kernel's <c>IChatCompletionService</c>, <c>IAudioToTextService</c>,
    /// <c>ITextToImageService</c> or <c>ITextToAudioService</c>, or Microsoft.Extensions.AI's <c>IChatClient</c> or
    /// <c>IEmbeddingGenerator&lt;string, Embedding&lt;float&gt;&gt;</c>. A type that is several of them adds each. Further calls with the
    /// same name add capabilities to the same provider.
    /// </summary>
    /// <param name="builder">The place where connectors register themselves.</param>
    /// <param name="provider">The provider's name in requests: <c>{"provider": "…", "model": "…"}</c>.</param>
    /// <param name="create">Makes the service for one model, once for each that callers name; it lives as long as the process.</param>
    /// <param name="configure">What the service does not tell of itself.</param>
    public static RawInferenceBuilder AddKernelService<TService>(
        this RawInferenceBuilder builder,
        string provider,
        Func<IServiceProvider, string, TService> create,
        Action<KernelProviderOptions>? configure = null)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(provider);
        ArgumentNullException.ThrowIfNull(create);
        var registration = builder.ProviderOf(provider);
        registration.Add(typeof(TService), create);
        configure?.Invoke(registration.Options);
        registration.Check();
        return builder;
    }

    /// <summary>
    /// Adds a provider that is one service. A client of Microsoft.Extensions.AI is told the model with each call; a service of
    /// Semantic Kernel has its own, and refuses calls that name another where it says which it is.
    /// </summary>
    /// <param name="builder">The place where connectors register themselves.</param>
    /// <param name="provider">The provider's name in requests.</param>
    /// <param name="service">Used for every call, side by side.</param>
    /// <param name="configure">What the service does not tell of itself.</param>
    public static RawInferenceBuilder AddKernelService<TService>(
        this RawInferenceBuilder builder,
        string provider,
        TService service,
        Action<KernelProviderOptions>? configure = null)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(service);
        return builder.AddKernelService(provider, (_, model) => OfModel(provider, service, model), configure);
    }

    private static TService OfModel<TService>(string provider, TService service, string model)
        where TService : class =>
        service is IAIService known && known.GetModelId() is { Length: > 0 } own && own != model
            ? throw InferenceException.Invalid("model", $"is not '{own}', the only one that '{provider}' has.")
            : service;

    private static KernelProvider ProviderOf(this RawInferenceBuilder builder, string name)
    {
        var known = builder.Services.Select(service => service.ImplementationInstance).OfType<KernelProvider>().FirstOrDefault(other => other.Name == name);
        if (known is not null)
        {
            return known;
        }

        var added = new KernelProvider(name);
        builder.Services.AddSettings<UpstreamOptions>(UpstreamOptions.Section);
        builder.Services.AddSingleton(added);
        builder.Services.AddSingleton<IConnector>(services => new SemanticKernelConnector(added, services));

        // Registering it is all that it needs; an entry in the configuration stays.
        builder.Services.PostConfigure<RawInferenceOptions>(options => options.Providers.TryAdd(name, new ProviderOptions()));
        return added;
    }
}
