using Microsoft.Extensions.Logging;

namespace RawInference.State.Degraded;

/// <summary>
/// Remembers that the shared store does not answer, so that no further request waits to find out. A probe in the background finds
/// out when it does again.
/// </summary>
internal sealed partial class StoreGate(ILogger<StoreGate> logger) : IStateHealth
{
    /// <summary>In a row, until nobody asks any more.</summary>
    private const int MostFailures = 3;

    private int _failures;
    private volatile string? _reason;
    private volatile string? _loss;

    /// <summary>Whether the store can be asked.</summary>
    public bool IsOpen => _reason is null;

    public string? Degraded => _reason ?? _loss;

    /// <summary>It did what it was asked.</summary>
    public void Worked() => _failures = 0;

    /// <summary>It did not do what it was asked. One that is only slow for a moment is asked again.</summary>
    /// <param name="reason">For operators; without names of keys and servers.</param>
    public void Failed(string reason)
    {
        if (Interlocked.Increment(ref _failures) >= MostFailures)
        {
            Close(reason);
        }
    }

    /// <summary>It is away: nobody asks until the probe has found it again.</summary>
    public void Close(string reason)
    {
        if (Interlocked.Exchange(ref _reason, reason) is null)
        {
            LogClosed(reason);
        }
    }

    /// <summary>It works again.</summary>
    public void Open()
    {
        _failures = 0;
        if (Interlocked.Exchange(ref _reason, null) is not null)
        {
            LogOpened();
        }
    }

    /// <summary>It works, and has forgotten what it was told before. That does not pass: what is gone has to be restored by a person.</summary>
    public void ReportLoss(string loss)
    {
        if (Interlocked.Exchange(ref _loss, loss) is null)
        {
            LogLoss(loss);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The state store is away: {Reason}. Serving goes on with this process's part of the limits; budgets and idempotency keys are refused.")]
    private partial void LogClosed(string reason);

    [LoggerMessage(2, LogLevel.Warning, "The state store is back")]
    private partial void LogOpened();

    [LoggerMessage(3, LogLevel.Critical, "{Loss}")]
    private partial void LogLoss(string loss);
}
