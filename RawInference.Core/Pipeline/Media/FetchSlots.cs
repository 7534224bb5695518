namespace RawInference.Core.Pipeline.Media;

/// <summary>At most so many fetches side by side for one key. A key takes memory only while it is in use.</summary>
internal sealed class FetchSlots(int perKey)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Slots> _slots = new(StringComparer.Ordinal);

    /// <summary>The keys in use.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _slots.Count;
            }
        }
    }

    /// <summary>Waits for a free slot; disposing the result frees it.</summary>
    public async ValueTask<IDisposable> EnterAsync(string key, CancellationToken cancellationToken)
    {
        var slots = Join(key);
        try
        {
            await slots.Free.WaitAsync(cancellationToken);
        }
        catch
        {
            Leave(key, slots);
            throw;
        }

        return new Slot(this, key, slots);
    }

    private Slots Join(string key)
    {
        lock (_lock)
        {
            if (!_slots.TryGetValue(key, out var slots))
            {
                _slots.Add(key, slots = new Slots(new SemaphoreSlim(perKey)));
            }

            slots.Users++;
            return slots;
        }
    }

    private void Leave(string key, Slots slots)
    {
        lock (_lock)
        {
            if (--slots.Users > 0)
            {
                return;
            }

            _slots.Remove(key);
        }

        slots.Free.Dispose();
    }

    private sealed class Slots(SemaphoreSlim free)
    {
        public SemaphoreSlim Free { get; } = free;

        public int Users { get; set; }
    }

    private sealed class Slot(FetchSlots owner, string key, Slots slots) : IDisposable
    {
        public void Dispose()
        {
            slots.Free.Release();
            owner.Leave(key, slots);
        }
    }
}
