namespace RawInference.Core.Pipeline;

/// <summary>Cancels a call when its time is over, and tells that apart from a caller who left.</summary>
internal sealed class CallDeadline : IDisposable
{
    private static readonly TimeSpan MaxTimeout = TimeSpan.FromDays(40);

    private readonly CancellationTokenSource _timeout;
    private readonly CancellationTokenSource _linked;
    private readonly TimeProvider _time;
    private readonly TimeSpan _length;
    private readonly long _started;

    private CallDeadline(TimeSpan length, TimeProvider time, CancellationToken caller)
    {
        _timeout = new CancellationTokenSource(length, time);
        _time = time;
        _length = length;
        _started = time.GetTimestamp();
        Caller = caller;
        _linked = CancellationTokenSource.CreateLinkedTokenSource(_timeout.Token, caller);
    }

    public CancellationToken Token => _linked.Token;

    /// <summary>Cancelled when the caller leaves, and not by the time.</summary>
    public CancellationToken Caller { get; }

    /// <summary>The time that is left, at least a millisecond: whoever has none notices by the token.</summary>
    public TimeSpan Left => _length - _time.GetElapsedTime(_started) is { Ticks: >= TimeSpan.TicksPerMillisecond } left ? left : TimeSpan.FromMilliseconds(1);

    /// <summary>Whether it is the time that ended the call, and not the caller.</summary>
    public bool HasPassed => _timeout.IsCancellationRequested && !Caller.IsCancellationRequested;

    /// <exception cref="InferenceException">The time is none, or more than a timer can hold.</exception>
    public static CallDeadline Start(TimeSpan timeout, TimeProvider time, CancellationToken caller) =>
        timeout > TimeSpan.Zero && timeout <= MaxTimeout
            ? new(timeout, time, caller)
            : throw InferenceException.Invalid("parameters.timeout_ms", $"must be more than 0 and at most {MaxTimeout.TotalDays} days.");

    /// <summary>Awaits a step; a failure carries the call's facts, and the deadline's cancellation becomes its error.</summary>
    public async ValueTask<T> GuardAsync<T>(ValueTask<T> step, CallFacts facts)
    {
        try
        {
            return await step;
        }
        catch (InferenceException exception)
        {
            exception.Facts = facts;
            throw;
        }
        catch (OperationCanceledException exception) when (HasPassed)
        {
            throw new InferenceException(InferenceErrorCode.DeadlineExceeded, "The call took longer than its deadline allows.", exception)
            {
                Facts = facts,
            };
        }
    }

    public void Dispose()
    {
        _linked.Dispose();
        _timeout.Dispose();
    }
}
