using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using RawInference.State;
using RawInference.State.Caching;
using RawInference.State.Keys;
using RawInference.State.Local;
using RawInference.State.Namespaces;

namespace RawInference.Core;

/// <summary>Registers the stores of a single process, with nothing to install.</summary>
public static class LocalStateBuilderExtensions
{
    /// <summary>Adds keys and namespaces from the configuration, limits and usage, and the data folder.</summary>
    /// <param name="builder">Where they are registered.</param>
    /// <param name="contentRoot">The folder that a relative <see cref="StateOptions.DataPath"/> is under.</param>
    /// <param name="production">Nothing may be generated: the pepper is needed, and the development key refused.</param>
    public static RawInferenceBuilder AddLocalState(this RawInferenceBuilder builder, string contentRoot, bool production)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(contentRoot);
        var services = builder.Services;

        services.TryAddSingleton(new LocalStateEnvironment(contentRoot, production));
        services.TryAddSingleton(TimeProvider.System);
        services.AddKnownSection("State").AddKnownSection("Keys").AddKnownSection("Namespaces");
        services.AddOptions<StateOptions>().BindConfiguration(StateOptions.Section).ValidateOnStart();
        services.AddOptions<KeyOptions>().BindConfiguration(KeyOptions.Section).ValidateOnStart();
        // The list itself is the section: what stands beside it is others'.
        services.AddOptions<NamespaceOptions>().BindConfiguration(NamespaceOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<StateOptions>, StateOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<KeyOptions>, KeyOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<NamespaceOptions>, NamespaceOptionsValidator>());

        services.TryAddSingleton(DataFolderOf);
        services.TryAddSingleton(KeyHasherOf);
        services.AddLocalStorage();
        services.AddKeys();
        services.AddLocalLedger();
        services.AddResponseCache();
        return builder;
    }

    /// <summary>For servers that use <see cref="AddLocalState"/>: a second one on the same data folder does not start. The command line may run beside it.</summary>
    public static RawInferenceBuilder AddServerLock(this RawInferenceBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddServerLock();
        return builder;
    }

    private static DataFolder DataFolderOf(IServiceProvider services) => new(Path.Combine(
        services.GetRequiredService<LocalStateEnvironment>().ContentRoot,
        services.GetRequiredService<IOptions<StateOptions>>().Value.DataPath));

    private static KeyHasher KeyHasherOf(IServiceProvider services) => new(
        services.GetRequiredService<IOptions<KeyOptions>>().Value.Pepper ?? Pepper.ReadOrCreate(services.GetRequiredService<DataFolder>()));
}
