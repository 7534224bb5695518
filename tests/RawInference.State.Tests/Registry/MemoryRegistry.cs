using RawInference.State.Registry;

namespace RawInference.State.Tests.Registry;

/// <summary>Entries in memory, as a store has them; it can be away, slow, and counts what it is asked.</summary>
internal sealed class MemoryRegistry<TEntry> : IRegistry<TEntry>
    where TEntry : class, IRegistryEntry
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, TEntry> _entries = new(StringComparer.Ordinal);
    private int _finds;

    public event Action<string?> Changed = _ => { };

    public bool Away { get; set; }

    /// <summary>Runs while a question is on its way, after the entry was read.</summary>
    public Func<Task> Slow { get; set; } = () => Task.CompletedTask;

    public int Finds => _finds;

    public async ValueTask<TEntry?> FindAsync(string id, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _finds);
        var entry = Ask(() => _entries.GetValueOrDefault(id));
        await Slow();
        return entry;
    }

    public ValueTask<IReadOnlyList<TEntry>> ListAsync(string? organization, string? after, int count, CancellationToken cancellationToken) =>
        new(Ask(() => _entries.Values
            .Where(entry => (organization is null || entry.Organization == organization) && string.CompareOrdinal(entry.Id, after) > 0)
            .Take(count)
            .ToArray()));

    public ValueTask<bool> AddAsync(TEntry entry, CancellationToken cancellationToken) => new(Ask(() => _entries.TryAdd(entry.Id, entry)));

    public ValueTask<bool> ReplaceAsync(TEntry entry, CancellationToken cancellationToken) => new(Ask(() =>
    {
        var isNext = _entries.TryGetValue(entry.Id, out var present) && present.Version == entry.Version - 1;
        _entries[entry.Id] = isNext ? entry : present!;
        return isNext;
    }));

    /// <summary>As another process would have written it: nobody here is told.</summary>
    public void Put(TEntry entry) => Ask(() => _entries[entry.Id] = entry);

    public void Tell(string? id) => Changed(id);

    private T Ask<T>(Func<T> ask)
    {
        lock (_lock)
        {
            return Away ? throw new InferenceException(InferenceErrorCode.Unavailable, "The store is away.") : ask();
        }
    }
}
