namespace RawInference.Core.Pipeline;

/// <summary>Cancels a call when its time is over, and tells that apart from a caller who left.</summary>
internal sealed class CallDeadline : IDisposable
{
    private static readonly TimeSpan MaxTimeout = TimeSpan.FromDays(40);

    private readonly CancellationTokenSource _timeout;
    private readonly CancellationTokenSource _linked;
    private readonly CancellationToken _caller;

    private CallDeadline(CancellationTokenSource timeout, CancellationToken caller)
    {
        _timeout = timeout;
        _caller = caller;
        _linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, caller);
    }

    public CancellationToken Token => _linked.Token;

    /// <summary>Whether it is the time that ended the call, and not the caller.</summary>
    public bool HasPassed => _timeout.IsCancellationRequested && !_caller.IsCancellationRequested;

    /// <exception cref="InferenceException">The time is none, or more than a timer can hold.</exception>
    public static CallDeadline Start(TimeSpan timeout, TimeProvider time, CancellationToken caller) =>
        timeout > TimeSpan.Zero && timeout <= MaxTimeout
            ? new(new CancellationTokenSource(timeout, time), caller)
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
