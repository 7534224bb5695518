using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RawInference.Core.Pipeline.Metering;
using RawInference.State.Local;
using RawInference.State.Redis.Ledger;

namespace RawInference.State.Degraded;

/// <summary>Registers what keeps serving while the shared store is away.</summary>
internal static class DegradedRegistration
{
    private const string HealthCheck = "state";

    /// <summary>Puts a spool on this process's disk behind the ledger in Redis, and its part of the limits before it.</summary>
    public static IServiceCollection AddDegradedState(this IServiceCollection services)
    {
        services.TryAddSingleton<IStateHealth>(provider => provider.GetRequiredService<StoreGate>());
        services.TryAddSingleton<LocalLimiter>();
        services.TryAddSingleton<SqliteSpool>();
        services.TryAddSingleton<ILedger>(provider => new ResilientLedger(
            provider.GetRequiredService<RedisLedger>(),
            provider.GetRequiredService<LocalLimiter>(),
            provider.GetRequiredService<SqliteSpool>(),
            provider.GetRequiredService<IOptions<StateOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new SpoolReplay(
            provider.GetRequiredService<RedisLedger>(),
            provider.GetRequiredService<SqliteSpool>(),
            provider.GetRequiredService<LocalLimiter>(),
            provider.GetRequiredService<IOptions<StateOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SpoolReplay>>()));
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<SpoolReplay>());
        services.AddHealthChecks().Add(new HealthCheckRegistration(
            HealthCheck,
            provider => new StateHealthCheck(provider.GetRequiredService<IStateHealth>()),
            HealthStatus.Degraded,
            tags: null));
        return services;
    }
}
