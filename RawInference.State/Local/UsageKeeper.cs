using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace RawInference.State.Local;

/// <summary>Sweeps and trims the book of usage while the process runs.</summary>
internal sealed partial class UsageKeeper(LocalLedger ledger, UsageTrimmer trimmer, TimeProvider time, ILogger<UsageKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(1);

    /// <summary>In sweeps.</summary>
    private const int TrimEvery = 30;

    private bool _failing;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SweepEvery, time);
        try
        {
            for (var sweep = 0; ; sweep++)
            {
                await KeepAsync(trim: sweep % TrimEvery == 0, stoppingToken);
                await timer.WaitForNextTickAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops: what is left to sweep is the next process's.
        }
    }

    private async ValueTask KeepAsync(bool trim, CancellationToken cancellationToken)
    {
        try
        {
            await ledger.SweepAsync(cancellationToken);
            if (trim)
            {
                await trimmer.TrimAsync(cancellationToken);
            }

            _failing = false;
        }
        catch (InferenceException exception) when (exception.Code == InferenceErrorCode.Unavailable)
        {
            if (!_failing)
            {
                LogUnavailable(exception);
            }

            _failing = true;
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The book of usage cannot be kept at the moment; it is tried again every second")]
    private partial void LogUnavailable(Exception exception);
}
