using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using RawInference.Core.Pipeline.Idempotency;
using RawInference.State.Keys;
using RawInference.State.Namespaces;
using RawInference.State.Organizations;
using RawInference.State.Registry;

namespace RawInference.State.Local;

/// <summary>Registers what a single machine keeps in its data folder.</summary>
internal static class LocalStorageRegistration
{
    public static IServiceCollection AddLocalStorage(this IServiceCollection services)
    {
        services.TryAddSingleton<SqliteDatabase>();
        services.TryAddSingleton<SqliteRegistryWatch>();
        services.TryAddSingleton<IRegistry<KeyEntry>, SqliteRegistry<KeyEntry>>();
        services.TryAddSingleton<IRegistry<NamespaceEntry>, SqliteRegistry<NamespaceEntry>>();
        services.TryAddSingleton<IRegistry<OrganizationEntry>, SqliteRegistry<OrganizationEntry>>();
        services.TryAddSingleton<IIdempotencyStore, SqliteIdempotencyStore>();
        return services;
    }

    /// <summary>For servers, not for the command line: a second one on the same data folder does not start.</summary>
    public static IServiceCollection AddServerLock(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ServerStart>());
        return services;
    }
}
