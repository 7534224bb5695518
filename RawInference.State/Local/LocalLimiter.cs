using System.Collections.Concurrent;
using RawInference.Core.Limits;
using RawInference.Core.Pipeline.Limits;

namespace RawInference.State.Local;

/// <summary>
/// Limits of one process, in memory: what the other stores must agree with. All charges of a call pass or none, under one lock for each
/// organization. Memory is bounded by the limits that are configured and the calls that run.
/// </summary>
internal sealed class LocalLimiter(TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();
    private readonly ConcurrentDictionary<string, OrganizationLimits> _organizations = new(StringComparer.Ordinal);

    /// <summary>How many are known at the moment.</summary>
    internal int Organizations => _organizations.Count;

    /// <summary>Holds all charges, or says which of them does not fit.</summary>
    /// <exception cref="ArgumentException">The id is held already, or a charge is negative.</exception>
    public Reservation Reserve(string id, string organization, IReadOnlyList<Charge> charges, TimeSpan heldFor)
    {
        foreach (var charge in charges)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(charge.Amount, nameof(charges));
        }

        return Of(organization, limits => limits.Reserve(id, charges, heldFor));
    }

    /// <summary>Takes a reservation back, the call itself too: it never began.</summary>
    public void Release(Lease lease) => Of(lease.Organization, limits =>
    {
        limits.Release(lease.Id);
        return true;
    });

    /// <summary>Frees what the id holds and counts what was used; where it holds nothing, all of it counts now.</summary>
    public void Settle(string id, string organization, IReadOnlyList<Charge> used) => Of(organization, limits =>
    {
        limits.Settle(id, used);
        return true;
    });

    /// <summary>Corrects what a lost lease was counted as by what it really used.</summary>
    public void SettleLost(Lease lease, IReadOnlyList<Charge> used) => Of(lease.Organization, limits =>
    {
        limits.SettleLost(lease, used);
        return true;
    });

    /// <summary>Where limits stand, in the order asked for.</summary>
    public IReadOnlyList<LimitBalance> Read(string organization, IReadOnlyList<LimitDimension> dimensions) =>
        Of<LimitBalance[]>(organization, limits => [.. dimensions.Select(limits.BalanceOf)]);

    /// <summary>Leases that ran out, in all organizations, until each is settled after all or confirmed as lost.</summary>
    public IReadOnlyList<Lease> Sweep()
    {
        var lost = new List<Lease>();
        foreach (var (organization, limits) in _organizations)
        {
            lock (limits)
            {
                limits.Advance(time.GetUtcNow(), time.GetElapsedTime(_started));
                lost.AddRange(limits.Lost);
                if (limits.IsEmpty)
                {
                    limits.IsRetired = _organizations.TryRemove(new(organization, limits));
                }
            }
        }

        return lost;
    }

    /// <summary>The loss of a lease is written down.</summary>
    public void Confirm(Lease lost) => Of(lost.Organization, limits =>
    {
        limits.Confirm(lost.Id);
        return true;
    });

    /// <summary>Counts what was used before the process began.</summary>
    public void Restore(string organization, CounterKey key, DateTimeOffset at, long settled) => Of(organization, limits =>
    {
        limits.Restore(key, at, settled);
        return true;
    });

    private T Of<T>(string organization, Func<OrganizationLimits, T> act)
    {
        while (true)
        {
            var limits = _organizations.GetOrAdd(organization, static id => new OrganizationLimits(id));
            lock (limits)
            {
                // Retired between the look-up and the lock: what is counted there would be forgotten.
                if (!limits.IsRetired)
                {
                    limits.Advance(time.GetUtcNow(), time.GetElapsedTime(_started));
                    return act(limits);
                }
            }
        }
    }
}
