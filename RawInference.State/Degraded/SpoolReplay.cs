using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RawInference.Core.Pipeline.Metering;
using RawInference.State.Local;

namespace RawInference.State.Degraded;

/// <summary>Hands over what waits in the spool, as soon as the store takes it again. Settling the same id twice counts once.</summary>
internal sealed partial class SpoolReplay(
    ILedger store,
    SqliteSpool spool,
    LocalLimiter alone,
    IOptions<StateOptions> options,
    TimeProvider time,
    ILogger<SpoolReplay> logger)
    : BackgroundService
{
    private const int Batch = 256;

    private static readonly TimeSpan PutOff = TimeSpan.FromMinutes(1);

    /// <summary>Hands over what can be; how many. A store that is still away ends it.</summary>
    public async Task<int> ReplayAsync(CancellationToken cancellationToken)
    {
        var handedOver = 0;
        while (await spool.ReadAsync(Batch, cancellationToken) is { Count: > 0 } waiting)
        {
            // Side by side, so that the store gets them in few batches.
            var taken = await Task.WhenAll(waiting.Select(settlement => HandOverAsync(settlement, cancellationToken)));
            handedOver += taken.Count(isTaken => isTaken == true);
            if (taken.Any(isTaken => isTaken is null))
            {
                break;
            }
        }

        return handedOver;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Degraded.ReplayInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                // Its promise in the spool is what is recorded of a call that nobody settled.
                foreach (var lost in alone.Sweep())
                {
                    alone.Confirm(lost);
                }

                var count = await ReplayAsync(stoppingToken);
                if (count > 0)
                {
                    LogHandedOver(count);
                }
            }
            catch (InferenceException exception) when (exception.Code == InferenceErrorCode.Unavailable)
            {
                LogUnreadable(exception);
            }
        }
    }

    /// <summary>True when it was taken, false when it was put off, null when the store is away.</summary>
    private async Task<bool?> HandOverAsync(Settlement settlement, CancellationToken cancellationToken)
    {
        try
        {
            await store.SettleAsync(settlement, cancellationToken);
        }
        catch (InferenceException exception) when (exception.Code == InferenceErrorCode.Unavailable)
        {
            return null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Kept: what a person finds out later must not be lost, nor hold up the others.
            LogRefused(exception, settlement.Record.Id);
            await spool.PutOffAsync(settlement, PutOff, cancellationToken);
            return false;
        }

        await spool.RemoveAsync(settlement, cancellationToken);
        return true;
    }

    [LoggerMessage(1, LogLevel.Information, "Handed over {Count} usage records that had waited for the store")]
    private partial void LogHandedOver(int count);

    [LoggerMessage(2, LogLevel.Error, "The store refuses the usage record {Id}; it waits in the spool")]
    private partial void LogRefused(Exception exception, string id);

    [LoggerMessage(3, LogLevel.Warning, "The spool of usage records cannot be read")]
    private partial void LogUnreadable(Exception exception);
}
