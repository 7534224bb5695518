using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RawInference.Core.Pipeline.Idempotency;
using RawInference.State.Degraded;
using RawInference.State.Keys;
using RawInference.State.Namespaces;
using RawInference.State.Organizations;
using RawInference.State.Registry;
using StackExchange.Redis;

namespace RawInference.State.Redis;

/// <summary>Registers what is kept in Redis.</summary>
internal static class RedisRegistration
{
    private const string HealthCheck = "StackExchange.Redis";

    /// <summary>Adds a named connection: an <see cref="IConnectionMultiplexer"/> of that key, its health and its opening.</summary>
    public static IServiceCollection AddRedisConnection(this IServiceCollection services, RedisConnectionSettings settings)
    {
        var name = settings.Name;
        services.AddRedisClient(settings);
        services.AddSingleton<IValidateOptions<StateOptions>>(new RedisConnectionValidator(settings));
        services.AddKeyedSingleton(name, settings);
        // A resolver cannot wait; the opening is bounded by the connect timeout, and the host has begun it.
        services.AddKeyedSingleton(name, (provider, _) => provider.GetRequiredKeyedService<RedisConnection>(name).GetAsync().GetAwaiter().GetResult());
        services.AddSingleton<IHostedService>(provider => new RedisConnecting(provider.GetRequiredKeyedService<RedisConnection>(name)));
        if (!settings.DisableHealthChecks)
        {
            services.AddHealthChecks().Add(new HealthCheckRegistration(
                name == RedisConnection.State ? HealthCheck : $"{HealthCheck}_{name}",
                provider => new RedisHealthCheck(
                    provider.GetRequiredKeyedService<RedisConnection>(name),
                    provider.GetRequiredService<IOptions<StateOptions>>(),
                    provider.GetRequiredService<TimeProvider>()),
                HealthStatus.Degraded,
                tags: null));
        }

        return services;
    }

    /// <summary>Adds what is kept at the state connection.</summary>
    public static IServiceCollection AddRedisStorage(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => new RedisKeys(provider.GetRequiredService<IOptions<StateOptions>>().Value.Redis.KeyPrefix));
        services.TryAddSingleton<StoreGate>();
        services.AddHostedService(provider => new RedisProbe(
            provider.GetRequiredKeyedService<RedisConnection>(RedisConnection.State),
            provider.GetRequiredService<RedisKeys>(),
            provider.GetRequiredService<StoreGate>(),
            provider.GetRequiredService<IOptions<StateOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<RedisProbe>>()));
        services.TryAddSingleton(provider => new RedisCommands(
            provider.GetRequiredKeyedService<RedisConnection>(RedisConnection.State),
            provider.GetRequiredKeyedService<RedisConnectionSettings>(RedisConnection.State),
            provider.GetRequiredService<StoreGate>(),
            new AnswerWait(
                provider.GetRequiredService<IOptions<StateOptions>>().Value.Redis.Timeout,
                provider.GetRequiredService<TimeProvider>(),
                AnswerWait.HasMoreWorkThanThreads)));
        services.TryAddSingleton(provider => new RedisChanges(
            provider.GetRequiredKeyedService<RedisConnection>(RedisConnection.State),
            provider.GetRequiredService<RedisKeys>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<RedisChanges>>()));
        services.TryAddSingleton<IRegistry<KeyEntry>, RedisRegistry<KeyEntry>>();
        services.TryAddSingleton<IRegistry<NamespaceEntry>, RedisRegistry<NamespaceEntry>>();
        services.TryAddSingleton<IRegistry<OrganizationEntry>, RedisRegistry<OrganizationEntry>>();
        services.TryAddSingleton<IIdempotencyStore, RedisIdempotencyStore>();
        return services;
    }

    /// <summary>
    /// Adds the cache connection. Without one, development shares the state's, which may not evict; production has none, and
    /// answers are cached in memory only.
    /// </summary>
    public static IServiceCollection AddRedisCache(this IServiceCollection services, RedisConnectionSettings cache, bool hasState, bool production)
    {
        if (cache.ConnectionString is not null)
        {
            return services.AddRedisConnection(cache);
        }

        if (hasState && production)
        {
            return services.AddSingleton<IHostedService, CacheAbsence>();
        }

        if (hasState)
        {
            services.AddKeyedSingleton(cache.Name, (provider, _) => provider.GetRequiredKeyedService<RedisConnection>(RedisConnection.State));
            services.AddKeyedSingleton(cache.Name, (provider, _) => provider.GetRequiredKeyedService<IConnectionMultiplexer>(RedisConnection.State));
        }

        return services;
    }

    /// <summary>The one place that opens a client, and that Aspire's own integration would take.</summary>
    private static void AddRedisClient(this IServiceCollection services, RedisConnectionSettings settings) =>
        services.AddKeyedSingleton(settings.Name, (provider, _) => new RedisConnection(
            settings.Name,
            async () => await ConnectionMultiplexer.ConnectAsync(settings.ToOptions()).ConfigureAwait(false),
            provider.GetRequiredService<ILogger<RedisConnection>>()));
}
