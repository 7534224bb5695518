using RawInference.Core.Pipeline.Metering;

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
    public ValueTask SettleAsync(UsageRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
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
