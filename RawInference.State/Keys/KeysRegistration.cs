using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using RawInference.Core.Identity;
using RawInference.Core.Pipeline.Metering;
using RawInference.State.Limits;
using RawInference.State.Namespaces;
using RawInference.State.Organizations;
using RawInference.State.Registry;

namespace RawInference.State.Keys;

/// <summary>Registers keys, namespaces and organizations over the registries, whichever store these are in.</summary>
internal static class KeysRegistration
{
    public static IServiceCollection AddKeys(this IServiceCollection services)
    {
        services.TryAddSingleton(typeof(RegistryCache<>));
        services.TryAddSingleton<ConfiguredKeyStore>();
        services.TryAddSingleton<ConfiguredNamespaceStore>();
        services.TryAddSingleton<IKeyStore, KeyRing>();
        services.TryAddSingleton<INamespaceStore, NamespaceDirectory>();
        services.TryAddSingleton<ModelNames>();
        services.TryAddSingleton<KeyRules>();
        services.TryAddSingleton(Keys);
        services.TryAddSingleton(Namespaces);
        services.TryAddSingleton(Organizations);
        services.TryAddSingleton(provider => new LimitReader(provider.GetRequiredService<ILedger>()));
        return services;
    }

    private static KeyService Keys(IServiceProvider provider) => new(
        provider.GetRequiredService<IRegistry<KeyEntry>>(),
        provider.GetRequiredService<RegistryCache<KeyEntry>>(),
        provider.GetRequiredService<KeyRules>(),
        provider.GetRequiredService<KeyHasher>(),
        provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<ILogger<KeyService>>());

    private static NamespaceService Namespaces(IServiceProvider provider) => new(
        provider.GetRequiredService<IRegistry<NamespaceEntry>>(),
        provider.GetRequiredService<RegistryCache<NamespaceEntry>>(),
        provider.GetRequiredService<ConfiguredNamespaceStore>(),
        provider.GetRequiredService<INamespaceStore>(),
        provider.GetRequiredService<ModelNames>(),
        provider.GetRequiredService<TimeProvider>());

    private static OrganizationService Organizations(IServiceProvider provider) => new(
        provider.GetRequiredService<IRegistry<OrganizationEntry>>(),
        provider.GetRequiredService<RegistryCache<OrganizationEntry>>(),
        provider.GetRequiredService<ModelNames>(),
        provider.GetRequiredService<TimeProvider>());
}
