using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using RawInference.Core.Pipeline.Caching;

namespace RawInference.State.Caching;

/// <summary>
/// A HybridCache of our own: its memory is bounded and holds nothing else, and whatever the host has registered as its distributed
/// cache never sees an answer.
/// </summary>
internal sealed class HybridLevels : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly CacheStore? _store;

    /// <param name="options">Bounds.</param>
    /// <param name="time">Of the process.</param>
    /// <param name="store">What the second level is in; null for none.</param>
    /// <param name="prefix">Of the second level's keys.</param>
    public HybridLevels(CachingOptions options, TimeProvider time, CacheStore? store, string prefix)
    {
        _store = store;
        var services = new ServiceCollection();
        services.AddSingleton(time);
        services.AddSingleton<IMemoryCache>(_ => new MemoryCache(new MemoryCacheOptions { SizeLimit = options.MemoryMegabytes * 1_024L * 1_024L }));
        if (store is not null)
        {
            services.AddSingleton<IDistributedCache>(new RedisAnswers(store, prefix));
        }

        services.AddHybridCache(hybrid => hybrid.MaximumPayloadBytes = options.MaxAnswerBytes + CacheEntrySerializer.MaxOverhead)
            .AddSerializer<CacheEntry, CacheEntrySerializer>();
        _services = services.BuildServiceProvider();
        Cache = _services.GetRequiredService<HybridCache>();
    }

    public HybridCache Cache { get; }

    /// <summary>There is a second level.</summary>
    public bool IsShared => _store is not null;

    /// <summary>The second level does not answer at present.</summary>
    public bool IsAway => _store is { IsAway: true };

    public void Dispose() => _services.Dispose();
}
