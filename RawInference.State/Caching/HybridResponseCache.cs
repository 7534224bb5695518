using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Logging;
using RawInference.Core.Pipeline.Caching;

namespace RawInference.State.Caching;

/// <summary>
/// Answers in this process's memory, and beneath it, where there is one, in a store that all processes share. Of HybridCache only
/// reading and writing are used: what it would call for an absent answer could be cancelled by a stranger.
/// </summary>
internal sealed partial class HybridResponseCache(
    HybridLevels levels,
    ICacheGenerations generations,
    CachingOptions options,
    TimeProvider time,
    ILogger<HybridResponseCache> logger)
    : IResponseCache, IDisposable
{
    private readonly HybridCacheEntryOptions _reading = new()
    {
        Flags = HybridCacheEntryFlags.DisableUnderlyingData,
        Expiration = options.MemoryTtl,
    };

    public async ValueTask<CacheLookup> FindAsync(string organization, string @namespace, string key, CancellationToken cancellationToken)
    {
        if (await generations.CurrentAsync(organization, @namespace, cancellationToken) is not { } generation)
        {
            return new CacheLookup(null, IsAway: true);
        }

        var entry = await ReadAsync(KeyOf(organization, @namespace, generation, key), cancellationToken);
        if (entry is null || entry.ExpiresAt <= time.GetUtcNow())
        {
            return new CacheLookup(null, levels.IsAway);
        }

        if (entry.Organization != organization || entry.Namespace != @namespace)
        {
            LogForeign(organization, @namespace, entry.Organization, entry.Namespace);
            return default;
        }

        return new CacheLookup(entry.Answer);
    }

    public async ValueTask<bool> StoreAsync(
        string organization, string @namespace, string key, ReadOnlyMemory<byte> answer, TimeSpan timeToLive, CancellationToken cancellationToken)
    {
        if (await generations.CurrentAsync(organization, @namespace, cancellationToken) is not { } generation)
        {
            return false;
        }

        var entry = new CacheEntry(organization, @namespace, time.GetUtcNow() + timeToLive, answer);
        var writing = new HybridCacheEntryOptions
        {
            Expiration = timeToLive,

            // Another process may replace what is shared: a copy must not outlive it for long.
            LocalCacheExpiration = levels.IsShared && options.MemoryTtl < timeToLive ? options.MemoryTtl : timeToLive,
        };
        await levels.Cache.SetAsync(KeyOf(organization, @namespace, generation, key), entry, writing, cancellationToken: cancellationToken);
        return !levels.IsAway;
    }

    public ValueTask ClearAsync(string organization, string @namespace, CancellationToken cancellationToken) =>
        generations.RenewAsync(organization, @namespace, cancellationToken);

    public void Dispose() => levels.Dispose();

    private async ValueTask<CacheEntry?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        // Those who look for the same at the same time share one reading, which ends by itself: no token of one of them may end it.
        var reading = levels.Cache.GetOrCreateAsync<CacheEntry?>(key, static _ => default, _reading, cancellationToken: CancellationToken.None);
        try
        {
            return reading.IsCompletedSuccessfully ? await reading : await reading.AsTask().WaitAsync(cancellationToken);
        }
        catch (InvalidDataException exception)
        {
            LogDamaged(exception);
            return null;
        }
    }

    private static string KeyOf(string organization, string @namespace, string generation, string key) => $"{organization}:{@namespace}:{generation}:{key}";

    [LoggerMessage(1, LogLevel.Error, "A look-up for {Organization}/{Namespace} found an entry of {OtherOrganization}/{OtherNamespace}. It counts as missing.")]
    private partial void LogForeign(string organization, string @namespace, string otherOrganization, string otherNamespace);

    [LoggerMessage(2, LogLevel.Warning, "An entry of the response cache is damaged. It counts as missing.")]
    private partial void LogDamaged(Exception exception);
}
