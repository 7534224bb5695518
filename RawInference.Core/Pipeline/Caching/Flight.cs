namespace RawInference.Core.Pipeline.Caching;

/// <summary>One call that is under way, and those that wait for its answer.</summary>
internal sealed class Flight(SingleFlight flights, string key)
{
    private readonly TaskCompletionSource<FlightEnd> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _followers;

    public string Key { get; } = key;

    /// <summary>Waits for the leader's end; the wait ends with the follower's own token, too.</summary>
    public async ValueTask<FlightEnd> FollowAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _end.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _followers);
        }
    }

    /// <summary>Ends it, once, for all who wait; whoever comes later leads a flight of its own.</summary>
    public void Land(FlightEnd end)
    {
        flights.Remove(this);
        _end.TrySetResult(end);
    }

    /// <summary>Takes a follower's place; false where all are taken. Whoever has one follows.</summary>
    internal bool TryTakePlace(int most)
    {
        if (Interlocked.Increment(ref _followers) <= most)
        {
            return true;
        }

        Interlocked.Decrement(ref _followers);
        return false;
    }
}
