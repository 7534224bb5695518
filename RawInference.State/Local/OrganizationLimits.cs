using RawInference.Core.Limits;
using RawInference.Core.Pipeline.Limits;

namespace RawInference.State.Local;

/// <summary>Counters and leases of one organization. Not thread-safe: its owner locks it.</summary>
internal sealed class OrganizationLimits(string organization)
{
    private static readonly TimeSpan TrimEvery = TimeSpan.FromMinutes(1);

    private readonly Dictionary<CounterKey, LimitCounter> _counters = [];
    private readonly Dictionary<string, HeldLease> _leases = new(StringComparer.Ordinal);
    private readonly SortedSet<HeldLease> _running = new(HeldLease.ByDeadline);
    private DateTimeOffset _now;
    private TimeSpan _uptime;
    private DateTimeOffset _trimmed;

    /// <summary>Nothing is held or counted any more.</summary>
    public bool IsEmpty => _counters.Count == 0 && _leases.Count == 0;

    /// <summary>Its owner knows it no more.</summary>
    public bool IsRetired { get; set; }

    /// <summary>Leases that ran out and whose loss has not been confirmed.</summary>
    public IEnumerable<Lease> Lost => _leases.Values.Where(held => held.Expired).Select(held => held.Lease);

    /// <summary>Moves on to the present. Whatever the clock does, time neither goes back nor stands still: who was told to wait gets in.</summary>
    /// <param name="now">By the clock.</param>
    /// <param name="uptime">By a watch that nobody sets.</param>
    public void Advance(DateTimeOffset now, TimeSpan uptime)
    {
        var steady = _now + (uptime - _uptime);
        _now = now > steady ? now : steady;
        _uptime = uptime;
        while (_running.Min is { } held && held.Deadline <= _now)
        {
            _running.Remove(held);
            held.Expired = true;
            foreach (var (dimension, amount) in held.Lease.Charges)
            {
                Correct(dimension, held.Lease.ReservedAt, 0, amount, amount);
            }
        }

        if (_now - _trimmed >= TrimEvery)
        {
            Trim();
        }
    }

    public Reservation Reserve(string id, IReadOnlyList<Charge> charges, TimeSpan heldFor)
    {
        var refusal = RefusalOf(charges);
        Lease? lease = null;
        if (refusal is null)
        {
            lease = new Lease(id, organization, _now, charges);
            var held = new HeldLease(lease, _now + heldFor);
            _leases.Add(id, held);
            _running.Add(held);
            foreach (var (dimension, amount) in charges)
            {
                CounterOf(CounterKey.Of(dimension)).Add(_now, 0, amount);
            }
        }

        return new Reservation(lease, refusal, StatesOf(charges));
    }

    /// <summary>Counts as if it had never been reserved.</summary>
    public void Release(string id)
    {
        if (Take(id) is { } held)
        {
            Replace(held, [.. held.Lease.Charges.Select(charge => charge with { Amount = 0 })]);
        }
    }

    /// <summary>Puts what was used in the place of what is held; without a lease here, all of it counts now.</summary>
    public void Settle(string id, IReadOnlyList<Charge> used)
    {
        if (Take(id) is { } held)
        {
            Replace(held, used);
        }
        else
        {
            foreach (var (dimension, amount) in used)
            {
                Correct(dimension, _now, 0, 0, amount);
            }
        }
    }

    /// <summary>Puts what was used in the place of what a lost lease was counted as.</summary>
    public void SettleLost(Lease lease, IReadOnlyList<Charge> used)
    {
        var lost = new HeldLease(lease, _now) { Expired = true };
        // Another process may have recorded the loss of a call that still runs here.
        Replace(Take(lease.Id) ?? lost, used);
    }

    /// <summary>The loss is written down: nothing more has to be known of it here.</summary>
    public void Confirm(string id)
    {
        if (_leases.TryGetValue(id, out var held) && held.Expired)
        {
            _leases.Remove(id);
        }
    }

    public void Restore(CounterKey key, DateTimeOffset at, long settled) => CounterOf(key).Add(at, settled, 0);

    public LimitBalance BalanceOf(LimitDimension dimension)
    {
        var counter = Find(dimension);
        return new LimitBalance(dimension, counter?.Settled ?? 0, counter?.Reserved ?? 0);
    }

    /// <summary>The refused limit with the longest wait: one that never fits waits longest, a concurrency is known least.</summary>
    private LimitRefusal? RefusalOf(IReadOnlyList<Charge> charges)
    {
        LimitRefusal? refusal = null;
        var longest = TimeSpan.MinValue;
        foreach (var (dimension, amount) in charges)
        {
            var counter = Find(dimension);
            var remaining = dimension.Limit - (counter?.Settled ?? 0) - (counter?.Reserved ?? 0);
            if (amount <= remaining)
            {
                continue;
            }

            var retryAfter = counter?.WaitFor(amount, dimension.Limit, _now);
            var wait = retryAfter ?? (amount > dimension.Limit ? TimeSpan.MaxValue : TimeSpan.Zero);
            if (wait > longest)
            {
                longest = wait;
                refusal = new LimitRefusal(dimension, remaining, retryAfter);
            }
        }

        return refusal;
    }

    private LimitState[] StatesOf(IReadOnlyList<Charge> charges) =>
    [
        .. from charge in charges
           let dimension = charge.Dimension
           where dimension.Kind is LimitKind.Requests or LimitKind.Tokens
           let counter = Find(dimension)
           select new LimitState(
               dimension.Name,
               dimension.Limit,
               Math.Max(0, dimension.Limit - (counter?.Settled ?? 0) - (counter?.Reserved ?? 0)),
               counter?.Reset(_now) ?? TimeSpan.Zero,
               LimitSlots.Window),
    ];

    private HeldLease? Take(string id)
    {
        if (_leases.Remove(id, out var held))
        {
            _running.Remove(held);
        }

        return held;
    }

    private void Replace(HeldLease held, IReadOnlyList<Charge> used)
    {
        for (var index = 0; index < used.Count; index++)
        {
            var amount = held.Lease.Charges[index].Amount;
            var (settled, reserved) = held.Expired ? (amount, 0L) : (0L, amount);
            Correct(used[index].Dimension, held.Lease.ReservedAt, settled, reserved, used[index].Amount);
        }
    }

    private void Correct(LimitDimension dimension, DateTimeOffset reservedAt, long settled, long reserved, long used)
    {
        // A call that has ended runs no more, whatever it says it used.
        if (dimension.Kind == LimitKind.Concurrency)
        {
            settled = used = 0;
        }

        CounterOf(CounterKey.Of(dimension)).Correct(reservedAt, settled, reserved, used, _now);
    }

    private LimitCounter? Find(LimitDimension dimension)
    {
        if (_counters.TryGetValue(CounterKey.Of(dimension), out var counter))
        {
            counter.Advance(_now);
        }

        return counter;
    }

    private LimitCounter CounterOf(CounterKey key)
    {
        if (!_counters.TryGetValue(key, out var counter))
        {
            _counters[key] = counter = new LimitCounter(key.Kind);
        }

        return counter;
    }

    /// <summary>Parties that have used nothing for a while cost no memory.</summary>
    private void Trim()
    {
        _trimmed = _now;
        foreach (var (key, counter) in _counters)
        {
            counter.Advance(_now);
            if (counter.IsEmpty)
            {
                _counters.Remove(key);
            }
        }
    }
}
