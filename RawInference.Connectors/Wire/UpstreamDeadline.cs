namespace RawInference.Connectors.Wire;

/// <summary>The time limits of one upstream call, together with its caller's cancellation.</summary>
internal sealed class UpstreamDeadline : IDisposable
{
    private static readonly TimeSpan DrainTime = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _registration;
    private readonly CancellationToken _caller;
    private TimeSpan _betweenBytes;
    private bool _begun;

    public UpstreamDeadline(UpstreamOptions options, TimeProvider time, CancellationToken caller)
    {
        _source = new CancellationTokenSource(options.FirstByteTimeout, time);
        _registration = caller.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
        _caller = caller;
        _betweenBytes = options.BetweenBytesTimeout;
    }

    public CancellationToken Token => _source.Token;

    /// <summary>Time ran out; the caller did not cancel.</summary>
    public bool Expired => _source.IsCancellationRequested && !_caller.IsCancellationRequested;

    public bool Begun => _begun;

    /// <summary>The first read still has what is left for the first byte; each later one starts anew.</summary>
    public void BeforeRead()
    {
        if (_begun)
        {
            _source.CancelAfter(_betweenBytes);
        }
    }

    /// <summary>Whoever uses the bytes may take their time.</summary>
    public void AfterRead()
    {
        _begun = true;
        _source.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    /// <summary>What still comes is worth little: the answer is complete.</summary>
    public void BeginDrain() => _betweenBytes = DrainTime;

    public void Dispose()
    {
        _registration.Dispose();
        _source.Dispose();
    }
}
