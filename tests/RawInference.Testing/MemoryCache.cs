using System.Collections.Concurrent;
using RawInference.Core.Pipeline.Caching;

namespace RawInference.Testing;

/// <summary>Keeps answers for good, and shows what it was asked; or is away.</summary>
public sealed class MemoryCache : IResponseCache
{
    private readonly ConcurrentQueue<TimeSpan> _stored = new();
    private int _lookups;

    /// <summary>By organization, namespace and key.</summary>
    public ConcurrentDictionary<(string Organization, string Namespace, string Key), ReadOnlyMemory<byte>> Entries { get; } = new();

    /// <summary>It does not answer.</summary>
    public bool IsAway { get; set; }

    /// <summary>Runs between a look-up and its answer, with its number from 1.</summary>
    public Func<int, Task> Looking { get; set; } = _ => Task.CompletedTask;

    public int Lookups => _lookups;

    /// <summary>The time to live of each answer that was stored.</summary>
    public IReadOnlyCollection<TimeSpan> Stored => _stored;

    public async ValueTask<CacheLookup> FindAsync(string organization, string @namespace, string key, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _lookups);
        var found = IsAway ? new CacheLookup(null, IsAway: true)
            : Entries.TryGetValue((organization, @namespace, key), out var answer) ? new CacheLookup(answer)
            : default;
        await Looking(number);
        return found;
    }

    public ValueTask<bool> StoreAsync(
        string organization, string @namespace, string key, ReadOnlyMemory<byte> answer, TimeSpan timeToLive, CancellationToken cancellationToken)
    {
        if (!IsAway)
        {
            Entries[(organization, @namespace, key)] = answer;
            _stored.Enqueue(timeToLive);
        }

        return new(!IsAway);
    }

    public ValueTask ClearAsync(string organization, string @namespace, CancellationToken cancellationToken)
    {
        foreach (var entry in Entries.Keys.Where(entry => entry.Organization == organization && entry.Namespace == @namespace))
        {
            Entries.TryRemove(entry, out _);
        }

        return ValueTask.CompletedTask;
    }
}
