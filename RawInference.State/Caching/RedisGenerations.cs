using System.Collections.Concurrent;
using StackExchange.Redis;

namespace RawInference.State.Caching;

/// <summary>
/// Of all processes together. A generation is a random word and not a count: where an evicting store forgets it, an old one must not
/// come back. What was read is believed for half a second, so every process forgets within a second without being told.
/// </summary>
internal sealed class RedisGenerations(CacheStore store, string prefix, TimeProvider time) : ICacheGenerations
{
    private static readonly TimeSpan Trusted = TimeSpan.FromMilliseconds(500);

    /// <summary>Longer than any answer is kept.</summary>
    private static readonly TimeSpan Kept = CacheOptions.MaxTimeToLive * 2;

    private readonly ConcurrentDictionary<(string Organization, string Namespace), Known> _known = new();

    public async ValueTask<string?> CurrentAsync(string organization, string @namespace, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue((organization, @namespace), out var known) && time.GetElapsedTime(known.AskedAt) < Trusted)
        {
            return known.Generation;
        }

        // Old from the moment it was asked for: when it was answered tells nothing of when it was read.
        var asked = time.GetTimestamp();
        var (answered, generation) = await store.TryAsync(database => ReadOrBeginAsync(database, KeyOf(organization, @namespace)), cancellationToken);
        return answered && generation is not null ? Learn(organization, @namespace, new Known(generation, asked)) : null;
    }

    public async ValueTask RenewAsync(string organization, string @namespace, CancellationToken cancellationToken)
    {
        var generation = NewGeneration();
        var (answered, renewed) = await store.TryAsync(
            database => database.StringSetAsync(KeyOf(organization, @namespace), generation, Kept),
            cancellationToken);
        if (!answered || !renewed)
        {
            throw new InferenceException(InferenceErrorCode.Unavailable, "The response cache's store does not answer: nothing was forgotten for certain.")
            {
                RetryAfter = TimeSpan.FromSeconds(1),
            };
        }

        Learn(organization, @namespace, new Known(generation, time.GetTimestamp()));
    }

    private static async Task<string?> ReadOrBeginAsync(IDatabase database, RedisKey key)
    {
        if (await database.StringGetAsync(key) is { IsNull: false } generation)
        {
            return generation;
        }

        // Of two that begin at once one wins, and both go by it.
        await database.StringSetAsync(key, NewGeneration(), Kept, When.NotExists);
        return await database.StringGetAsync(key);
    }

    private static string NewGeneration() => Guid.NewGuid().ToString("N");

    private RedisKey KeyOf(string organization, string @namespace) => $"{prefix}cache:generation:{organization}:{@namespace}";

    /// <summary>An answer that was asked for before a renewal must not undo it.</summary>
    private string Learn(string organization, string @namespace, Known known) =>
        _known.AddOrUpdate((organization, @namespace), known, (_, present) => present.AskedAt > known.AskedAt ? present : known).Generation;

    private readonly record struct Known(string Generation, long AskedAt);
}
