using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace RawInference.State.Local;

/// <summary>Registers what a single machine keeps in its data folder.</summary>
internal static class LocalStorageRegistration
{
    public static IServiceCollection AddLocalStorage(this IServiceCollection services)
    {
        services.TryAddSingleton<SqliteDatabase>();
        return services;
    }
}
