using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using RawInference.State.Usage;

namespace RawInference.State.Redis.Ledger;

/// <summary>Registers limits and usage in Redis.</summary>
internal static class RedisLedgerRegistration
{
    /// <summary>Adds the ledger (not yet as the one that calls use), its reader and its sweeper to what <c>AddRedisStorage</c> registered.</summary>
    public static IServiceCollection AddRedisLedger(this IServiceCollection services)
    {
        services.TryAddSingleton(new StoreClock());
        services.TryAddSingleton<LedgerOrganizations>();
        services.TryAddSingleton<SettlementQueue>();
        services.TryAddSingleton<LeaseSweep>();
        services.TryAddSingleton<UsageLog>();
        services.TryAddSingleton<RedisLedger>();
        services.TryAddSingleton<IUsageReader, RedisUsageReader>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, LeaseSweeper>());
        return services;
    }
}
