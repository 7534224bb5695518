using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using RawInference.State.Keys;

namespace RawInference.State.Registry;

/// <summary>
/// Entries at hand: true to the registry within <see cref="Freshness"/>, sooner where it tells of a change. While it is away, what was
/// last known is used for <see cref="KeyOptions.LastKnownGood"/>. Bounded, also in ids that do not exist: those come from callers.
/// </summary>
internal sealed class RegistryCache<TEntry> : IDisposable
    where TEntry : class, IRegistryEntry
{
    /// <summary>The most entries, and the most ids without one.</summary>
    public const int Capacity = 10_000;

    /// <summary>How long an answer of the registry is taken for true.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private readonly IRegistry<TEntry> _registry;
    private readonly TimeProvider _time;
    private readonly TimeSpan _lastKnownGood;
    private readonly Lock _lock = new();
    private readonly RecentEntries<CachedEntry<TEntry>> _known = new(Capacity);
    private readonly RecentEntries<CachedEntry<TEntry>> _absent = new(Capacity);
    private readonly ConcurrentDictionary<string, Lazy<Task<TEntry?>>> _reads = new(StringComparer.Ordinal);
    private long _changes;

    public RegistryCache(IRegistry<TEntry> registry, IOptions<KeyOptions> options, TimeProvider time)
    {
        _registry = registry;
        _time = time;
        _lastKnownGood = options.Value.LastKnownGood;
        registry.Changed += OnChanged;
    }

    /// <summary>Null where there is none.</summary>
    /// <exception cref="InferenceException">The registry is away, and nothing is known that could be used.</exception>
    public ValueTask<TEntry?> FindAsync(string id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if ((_known.TryGet(id, out var cached) || _absent.TryGet(id, out cached)) && IsFresh(cached))
            {
                return new(cached.Entry);
            }
        }

        // One question for all who ask at the same time; nobody's leaving ends it for the others.
        var read = _reads.GetOrAdd(id, static (key, cache) => new Lazy<Task<TEntry?>>(() => cache.ReadAsync(key)), this);
        return new(read.Value.WaitAsync(cancellationToken));
    }

    /// <summary>An entry as this process has just written it.</summary>
    public void Keep(TEntry entry)
    {
        lock (_lock)
        {
            _changes++;
            Store(entry.Id, entry, _time.GetTimestamp(), stale: false);
        }

        _reads.TryRemove(entry.Id, out _);
    }

    public void Dispose() => _registry.Changed -= OnChanged;

    private async Task<TEntry?> ReadAsync(string id)
    {
        var began = _time.GetTimestamp();
        var changes = Volatile.Read(ref _changes);
        try
        {
            var entry = await _registry.FindAsync(id, CancellationToken.None).ConfigureAwait(false);
            if (entry is null && LastKnown(id) is { } lost)
            {
                // Entries are never removed: a store that has forgotten one has lost its data, and is as good as away.
                return lost;
            }

            lock (_lock)
            {
                Store(id, entry, began, stale: changes != _changes);
                return _known.TryGet(id, out var known) ? known.Entry : null;
            }
        }
        catch (InferenceException exception) when (exception.Code == InferenceErrorCode.Unavailable)
        {
            if (LastKnown(id) is { } known)
            {
                return known;
            }

            throw;
        }
        finally
        {
            _reads.TryRemove(id, out _);
        }
    }

    private TEntry? LastKnown(string id)
    {
        lock (_lock)
        {
            if (!_known.TryGet(id, out var known) || known.Superseded || _time.GetElapsedTime(known.ReadAt) > _lastKnownGood)
            {
                return null;
            }

            // Not every call waits for a registry that does not answer.
            known.AskedAt = _time.GetTimestamp();
            known.Stale = false;
            return known.Entry;
        }
    }

    /// <summary>An answer that crossed a change may be older than what is known: the higher version stays.</summary>
    private void Store(string id, TEntry? entry, long readAt, bool stale)
    {
        if (entry is not null)
        {
            if (!_known.TryGet(id, out var known) || known.Entry!.Version <= entry.Version)
            {
                _known.Set(id, new CachedEntry<TEntry>(entry, readAt) { Stale = stale });
            }

            _absent.Remove(id);
        }
        else if (!stale)
        {
            _known.Remove(id);
            _absent.Set(id, new CachedEntry<TEntry>(null, readAt));
        }
    }

    private bool IsFresh(CachedEntry<TEntry> cached) => !cached.Stale && !cached.Superseded && _time.GetElapsedTime(cached.AskedAt) < Freshness;

    private void OnChanged(string? id)
    {
        lock (_lock)
        {
            _changes++;
            if (id is null)
            {
                foreach (var cached in _known.Values.Concat(_absent.Values))
                {
                    cached.Stale = true;
                }
            }
            else
            {
                Supersede(id);
            }
        }

        if (id is null)
        {
            _reads.Clear();
        }
        else
        {
            _reads.TryRemove(id, out _);
        }
    }

    private void Supersede(string id)
    {
        _absent.Remove(id);
        if (_known.TryGet(id, out var known))
        {
            known.Superseded = true;
        }
    }
}
