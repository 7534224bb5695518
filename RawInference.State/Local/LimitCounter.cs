using RawInference.Core.Limits;

namespace RawInference.State.Local;

/// <summary>What one limit has counted, in slots that leave one after another. Not thread-safe.</summary>
internal sealed class LimitCounter(LimitKind kind)
{
    /// <summary>In the order of time; at most the 61 of a window.</summary>
    private readonly List<LimitSlot> _slots = [];

    public long Settled { get; private set; }

    public long Reserved { get; private set; }

    public bool IsEmpty => _slots.Count == 0;

    /// <summary>Lets go of what counts no more.</summary>
    public void Advance(DateTimeOffset now)
    {
        var oldest = LimitSlots.OldestAt(kind, now);
        var gone = 0;
        while (gone < _slots.Count && (_slots[gone].Number < oldest || IsIdle(_slots[gone])))
        {
            Settled -= _slots[gone].Settled;
            Reserved -= _slots[gone].Reserved;
            gone++;
        }

        _slots.RemoveRange(0, gone);
    }

    public void Add(DateTimeOffset at, long settled, long reserved)
    {
        var slot = SlotOf(LimitSlots.Of(kind, at));
        slot.Settled += settled;
        slot.Reserved += reserved;
        Settled += settled;
        Reserved += reserved;
    }

    /// <summary>
    /// Puts what was really used in the place of what was counted for it. Where the moment of the reservation counts no more,
    /// what was used beyond it counts now.
    /// </summary>
    public void Correct(DateTimeOffset reservedAt, long settled, long reserved, long used, DateTimeOffset now)
    {
        if (LimitSlots.Of(kind, reservedAt) >= LimitSlots.OldestAt(kind, now))
        {
            Add(reservedAt, used - settled, -reserved);
        }
        else if (used > settled + reserved)
        {
            Add(now, used - settled - reserved, 0);
        }
    }

    /// <summary>How long until an amount fits; null where it never does.</summary>
    public TimeSpan? WaitFor(long amount, long limit, DateTimeOffset now)
    {
        var missing = amount + Settled + Reserved - limit;
        foreach (var slot in amount > limit ? [] : _slots)
        {
            missing -= slot.Total;
            if (missing <= 0)
            {
                return LimitSlots.EndOf(kind, slot.Number) - now;
            }
        }

        return null;
    }

    /// <summary>Until all that is counted has left.</summary>
    public TimeSpan Reset(DateTimeOffset now) =>
        _slots.FindLast(slot => slot.Total != 0) is { } newest && LimitSlots.EndOf(kind, newest.Number) is { } end ? end - now : TimeSpan.Zero;

    private static bool IsIdle(LimitSlot slot) => slot is { Settled: 0, Reserved: 0 };

    private LimitSlot SlotOf(long number)
    {
        var index = _slots.Count;
        while (index > 0 && _slots[index - 1].Number > number)
        {
            index--;
        }

        if (index > 0 && _slots[index - 1].Number == number)
        {
            return _slots[index - 1];
        }

        var slot = new LimitSlot(number);
        _slots.Insert(index, slot);
        return slot;
    }
}
