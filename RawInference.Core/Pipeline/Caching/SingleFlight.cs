using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace RawInference.Core.Pipeline.Caching;

/// <summary>Lets one of several calls that are exactly alike, at the same time in this process, ask for all of them.</summary>
/// <param name="maxFollowers">That wait for one call.</param>
internal sealed class SingleFlight(int maxFollowers)
{
    private readonly ConcurrentDictionary<string, Flight> _flights = new(StringComparer.Ordinal);
    private long _ended;

    /// <summary>How many have ended: where it has not changed since a look-up, nobody has stored anything since.</summary>
    public long Ended => Interlocked.Read(ref _ended);

    /// <summary>How many are under way.</summary>
    public int Count => _flights.Count;

    /// <summary>The flight of a key: led by this call, which lands it whatever happens, or one under way in which it has a place, which it follows.</summary>
    /// <returns>False where the flight is full: the call is on its own.</returns>
    public bool TryJoin(string key, [NotNullWhen(true)] out Flight? flight, out bool leads)
    {
        var own = new Flight(this, key);
        flight = _flights.GetOrAdd(key, own);
        leads = ReferenceEquals(flight, own);
        return leads || flight.TryTakePlace(maxFollowers);
    }

    internal void Remove(Flight flight)
    {
        // Counted before it is gone: whoever finds none there must see that one has ended.
        Interlocked.Increment(ref _ended);
        _flights.TryRemove(KeyValuePair.Create(flight.Key, flight));
    }
}
