using Microsoft.Extensions.Logging;
using RawInference.Core.Limits;
using RawInference.Core.Pipeline.Limits;
using RawInference.Core.Pipeline.Metering;
using RawInference.State.Usage;

namespace RawInference.State.Local;

/// <summary>
/// The ledger of one machine: it counts in memory and writes each call down before it goes on and when it ends, so that
/// whatever the process dies of, its calls are recorded and charged by the next one.
/// </summary>
internal sealed partial class LocalLedger(
    SqliteDatabase database,
    LocalLimiter limiter,
    UsageLog usageLog,
    TimeProvider time,
    ILogger<LocalLedger> logger) : ILedger, IDisposable
{
    /// <summary>Leases swept in one transaction, so that settlements come between.</summary>
    private const int SweepStep = 200;

    private readonly string _instance = Guid.CreateVersion7().ToString("N");
    private readonly SemaphoreSlim _restoring = new(1, 1);
    private volatile bool _restored;

    /// <inheritdoc/>
    public async ValueTask<Reservation> ReserveAsync(ReservationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        await RestoreAsync(cancellationToken);
        var reservation = limiter.Reserve(request.Id, request.Organization, request.Charges, request.HeldFor);
        if (reservation.Lease is { } lease)
        {
            try
            {
                await database.WriteAsync(
                    connection =>
                    {
                        LeaseTable.Add(connection, _instance, lease, request.HeldFor, request.IfLost);
                        return true;
                    },
                    cancellationToken);
            }
            catch
            {
                limiter.Release(lease);
                throw;
            }
        }

        return reservation;
    }

    /// <inheritdoc/>
    /// <remarks>An id is known for as long as its record is kept. Without a lease, all charges count now.</remarks>
    public async ValueTask SettleAsync(Settlement settlement, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settlement);
        var (record, lease, charges) = settlement;
        if (lease is not null && (lease.Id != record.Id || lease.Charges.Count != charges.Count))
        {
            throw new ArgumentException("The record and the charges must be those of the lease.", nameof(settlement));
        }

        await RestoreAsync(cancellationToken);
        var now = time.GetUtcNow();
        // Committed first: where that fails everything is still held, and the caller may try again.
        var result = await database.WriteAsync(connection => UsageBook.Settle(connection, settlement, now), cancellationToken);
        switch (result)
        {
            case SettlementResult.Repeated:
                return;
            case SettlementResult.LossReplaced when lease is not null:
                limiter.SettleLost(lease, charges);
                break;
            default:
                limiter.Settle(record.Id, lease?.Organization ?? record.Organization, charges);
                break;
        }

        usageLog.Write(record);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<LimitBalance>> ReadAsync(
        string organization,
        IReadOnlyList<LimitDimension> dimensions,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        await RestoreAsync(cancellationToken);
        return limiter.Read(organization, dimensions);
    }

    /// <summary>Records and charges calls that nobody settled in time, those of processes before this one too.</summary>
    public async ValueTask SweepAsync(CancellationToken cancellationToken)
    {
        await RestoreAsync(cancellationToken);
        foreach (var step in limiter.Sweep().Chunk(SweepStep))
        {
            var now = time.GetUtcNow();
            var lost = await database.WriteAsync(
                connection => step.Where(lease => UsageBook.Lose(connection, lease.Id, now)).ToArray(),
                cancellationToken);
            foreach (var lease in lost)
            {
                // One that is being settled at this moment is known until that is counted.
                limiter.Confirm(lease);
                LogLost(lease.Id);
            }
        }
    }

    /// <summary>Counts what was used before the process began; once, before anything else.</summary>
    public async ValueTask RestoreAsync(CancellationToken cancellationToken)
    {
        if (_restored)
        {
            return;
        }

        await _restoring.WaitAsync(cancellationToken);
        try
        {
            if (!_restored)
            {
                var now = time.GetUtcNow();
                var usage = await database.WriteAsync(connection => RestoredUsage.Read(connection, _instance, database.IsLockedForServer, now), cancellationToken);
                usage.ApplyTo(limiter, now);
                _restored = true;
                if (usage.Lost > 0)
                {
                    LogRestored(usage.Lost);
                }
            }
        }
        finally
        {
            _restoring.Release();
        }
    }

    public void Dispose() => _restoring.Dispose();

    [LoggerMessage(1, LogLevel.Warning, "The call {Id} was not settled in time: it is recorded as lost, with what was estimated for it")]
    private partial void LogLost(string id);

    [LoggerMessage(2, LogLevel.Warning, "{Count} calls of a process that ended without settling them are recorded as lost")]
    private partial void LogRestored(int count);
}
