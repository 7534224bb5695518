using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace RawInference.State.Redis.Ledger;

/// <summary>Sweeps every organization every few seconds; that several processes do so at once does no harm.</summary>
internal sealed partial class LeaseSweeper(LeaseSweep sweep, LedgerOrganizations organizations, TimeProvider time, ILogger<LeaseSweeper> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private bool _failing;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await SweepAllAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops: what is left to sweep is the next process's.
        }
    }

    private async Task SweepAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var organization in await organizations.AllAsync(cancellationToken))
            {
                await sweep.SweepAsync(organization, cancellationToken);
            }

            _failing = false;
        }
        catch (InferenceException exception) when (exception.Code == InferenceErrorCode.Unavailable)
        {
            if (!_failing)
            {
                LogNotSwept(exception);
            }

            _failing = true;
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Calls that nobody settled cannot be recorded as lost at the moment; it is tried again every few seconds")]
    private partial void LogNotSwept(InferenceException exception);
}
