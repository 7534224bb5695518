using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RawInference.Core.Pipeline.Caching;
using RawInference.State.Redis;

namespace RawInference.State.Caching;

/// <summary>Registers the response cache.</summary>
internal static class CachingRegistration
{
    /// <summary>
    /// In memory; shared through the connection <see cref="RedisConnection.Cache"/> where it is registered. Where only
    /// <see cref="RedisConnection.State"/> is, answers stay in each process's memory, but are forgotten everywhere.
    /// </summary>
    public static IServiceCollection AddResponseCache(this IServiceCollection services)
    {
        services.AddSettings<CachingOptions>("Caching");
        services.TryAddSingleton<IResponseCache>(Create);
        return services;
    }

    private static HybridResponseCache Create(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<CachingOptions>>().Value;
        var time = services.GetRequiredService<TimeProvider>();
        var prefix = services.GetRequiredService<IOptions<StateOptions>>().Value.Redis.KeyPrefix;
        var shared = StoreOf(RedisConnection.Cache);
        var told = shared ?? StoreOf(RedisConnection.State);
        return new HybridResponseCache(
            new HybridLevels(options, time, shared, prefix),
            told is null ? new LocalGenerations() : new RedisGenerations(told, prefix, time),
            options,
            time,
            services.GetRequiredService<ILogger<HybridResponseCache>>());

        CacheStore? StoreOf(string connection) => services.GetKeyedService<RedisConnection>(connection) is { } redis
            ? new CacheStore(redis, options.StoreTimeout, time, services.GetRequiredService<ILogger<CacheStore>>())
            : null;
    }
}
