using System.Buffers;
using Microsoft.Extensions.Caching.Distributed;
using StackExchange.Redis;

namespace RawInference.State.Caching;

/// <summary>
/// The second level of the cache: one SET and one GET an answer, whose time to live is Redis' own. A store that is away has nothing.
/// </summary>
internal sealed class RedisAnswers(CacheStore store, string prefix) : IBufferDistributedCache
{
    public async ValueTask<bool> TryGetAsync(string key, IBufferWriter<byte> destination, CancellationToken token = default)
    {
        var (answered, value) = await ReadAsync(key, token);
        if (!answered || value.IsNull)
        {
            return false;
        }

        destination.Write(((ReadOnlyMemory<byte>)value).Span);
        return true;
    }

    public async ValueTask SetAsync(string key, ReadOnlySequence<byte> value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        // A copy: the sequence's memory is lent out again when this returns, and a command that is left behind may still be reading it.
        var copy = value.ToArray();
        await store.TryAsync(database => database.StringSetAsync(KeyOf(key), copy, options.AbsoluteExpirationRelativeToNow ?? CacheOptions.MaxTimeToLive), token);
    }

    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default) =>
        await ReadAsync(key, token) is { Answered: true, Value: var value } ? (byte[]?)value : null;

    public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) =>
        SetAsync(key, new ReadOnlySequence<byte>(value), options, token).AsTask();

    public async Task RemoveAsync(string key, CancellationToken token = default) =>
        await store.TryAsync(database => database.KeyDeleteAsync(KeyOf(key)), token);

    /// <summary>Nothing to do: an answer's time to live does not slide.</summary>
    public Task RefreshAsync(string key, CancellationToken token = default) => Task.CompletedTask;

    public bool TryGet(string key, IBufferWriter<byte> destination) => throw NotAsynchronous();

    public void Set(string key, ReadOnlySequence<byte> value, DistributedCacheEntryOptions options) => throw NotAsynchronous();

    public byte[]? Get(string key) => throw NotAsynchronous();

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw NotAsynchronous();

    public void Remove(string key) => throw NotAsynchronous();

    public void Refresh(string key) => throw NotAsynchronous();

    private ValueTask<(bool Answered, RedisValue Value)> ReadAsync(string key, CancellationToken token) =>
        store.TryAsync(database => database.StringGetAsync(KeyOf(key)), token);

    private RedisKey KeyOf(string key) => $"{prefix}cache:{key}";

    private static NotSupportedException NotAsynchronous() => new("The store is asked asynchronously only: nobody waits for it on a thread.");
}
