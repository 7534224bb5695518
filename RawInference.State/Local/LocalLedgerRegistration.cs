using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RawInference.Core.Pipeline.Metering;
using RawInference.State.Usage;

namespace RawInference.State.Local;

/// <summary>Registers limits and usage of one machine.</summary>
internal static class LocalLedgerRegistration
{
    /// <summary>Nothing, where another ledger is registered already.</summary>
    public static IServiceCollection AddLocalLedger(this IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(ILedger)))
        {
            return services;
        }

        services.TryAddSingleton<UsageLog>();
        services.TryAddSingleton<LocalLimiter>();
        services.TryAddSingleton<LocalLedger>();
        services.TryAddSingleton<ILedger>(provider => provider.GetRequiredService<LocalLedger>());
        services.TryAddSingleton<IUsageReader, SqliteUsageReader>();
        services.TryAddSingleton<UsageTrimmer>();
        services.AddHostedService<UsageKeeper>();
        return services;
    }
}
