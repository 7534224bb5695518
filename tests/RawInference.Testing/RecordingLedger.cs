using System.Collections.Concurrent;
using RawInference.Core.Limits;
using RawInference.Core.Pipeline.Limits;
using RawInference.Core.Pipeline.Metering;
using RawInference.Core.Usage;

namespace RawInference.Testing;

/// <summary>Keeps what was settled, or fails to.</summary>
public sealed class RecordingLedger : ILedger
{
    private readonly ConcurrentQueue<UsageRecord> _records = new();

    public IReadOnlyCollection<UsageRecord> Records => _records;

    /// <summary>Thrown instead of keeping a record.</summary>
    public Exception? Failure { get; set; }

    private readonly ConcurrentQueue<Settlement> _settlements = new();

    private readonly ConcurrentQueue<ReservationRequest> _reservations = new();

    public IReadOnlyCollection<Settlement> Settlements => _settlements;

    public IReadOnlyCollection<ReservationRequest> Reservations => _reservations;

    /// <summary>What the next reservations get instead of a lease.</summary>
    public Func<ReservationRequest, Reservation?> Reserve { get; set; } = _ => null;

    public ValueTask<Reservation> ReserveAsync(ReservationRequest request, CancellationToken cancellationToken)
    {
        _reservations.Enqueue(request);
        var said = Reserve(request);

        // As a store does that has reserved, and whose answer does not come in time.
        cancellationToken.ThrowIfCancellationRequested();
        return new(said ?? new Reservation(new Lease(request.Id, request.Organization, request.IfLost.At, request.Charges), null, []));
    }

    public ValueTask<IReadOnlyList<LimitBalance>> ReadAsync(string organization, IReadOnlyList<LimitDimension> dimensions, CancellationToken cancellationToken) =>
        new([.. dimensions.Select(dimension => new LimitBalance(dimension, 0, 0))]);

    public ValueTask SettleAsync(Settlement settlement, CancellationToken cancellationToken)
    {
        if (Failure is not null)
        {
            throw Failure;
        }

        _settlements.Enqueue(settlement);
        _records.Enqueue(settlement.Record);
        return ValueTask.CompletedTask;
    }
}
