using RawInference.Core.Limits;
using RawInference.Core.Pipeline.Limits;
using RawInference.Core.Pipeline.Metering;
using RawInference.Core.Usage;

namespace RawInference.State.Usage;

/// <summary>The newest usage records, in memory: they do not survive the process, and the oldest make way for new ones.</summary>
public sealed class MemoryLedger : ILedger
{
    /// <summary>The most records that are kept.</summary>
    public const int Capacity = 10_000;

    private readonly Lock _lock = new();
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Queue<UsageRecord> _records = new();

    /// <inheritdoc/>
    /// <remarks>A record's id is known for as long as the record is kept.</remarks>
    public ValueTask SettleAsync(Settlement settlement, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settlement);
        var record = settlement.Record;
        lock (_lock)
        {
            if (_ids.Add(record.Id))
            {
                _records.Enqueue(record);
                if (_records.Count > Capacity)
                {
                    _ids.Remove(_records.Dequeue().Id);
                }
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<Reservation> ReserveAsync(ReservationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new(new Reservation(new Lease(request.Id, request.Organization, request.IfLost.At, request.Charges), null, []));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<LimitBalance>> ReadAsync(
        string organization,
        IReadOnlyList<LimitDimension> dimensions,
        CancellationToken cancellationToken) =>
        new([.. dimensions.Select(dimension => new LimitBalance(dimension, 0, 0))]);

    /// <summary>Up to <paramref name="count"/> records, the newest first.</summary>
    public IReadOnlyList<UsageRecord> Newest(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        lock (_lock)
        {
            return [.. _records.TakeLast(count).Reverse()];
        }
    }
}
