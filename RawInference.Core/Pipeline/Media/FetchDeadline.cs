namespace RawInference.Core.Pipeline.Media;

/// <summary>The time that one fetch has: in all, and between two signs of life.</summary>
internal sealed class FetchDeadline : IDisposable
{
    private readonly CancellationTokenSource _total;
    private readonly CancellationTokenSource _stall;
    private readonly CancellationTokenSource _either;
    private readonly TimeSpan _patience;

    public FetchDeadline(MediaOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        _patience = options.StallTimeout;
        _total = new CancellationTokenSource(options.TotalTimeout, time);
        _stall = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_total.Token, _stall.Token, cancellationToken);
    }

    public CancellationToken Token => _either.Token;

    /// <summary>The server has just been asked, or has just sent something.</summary>
    public void Progress() => _stall.CancelAfter(_patience);

    /// <summary>The server is not what the fetch waits for.</summary>
    public void Pause() => _stall.CancelAfter(Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _either.Dispose();
        _stall.Dispose();
        _total.Dispose();
    }
}
