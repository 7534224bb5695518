using System.Collections.Concurrent;
using RawInference.Core.Pipeline.Metering;

namespace RawInference.Testing;

/// <summary>Keeps what was settled, or fails to.</summary>
public sealed class RecordingLedger : ILedger
{
    private readonly ConcurrentQueue<UsageRecord> _records = new();

    public IReadOnlyCollection<UsageRecord> Records => _records;

    /// <summary>Thrown instead of keeping a record.</summary>
    public Exception? Failure { get; set; }

    public ValueTask SettleAsync(UsageRecord record, CancellationToken cancellationToken)
    {
        if (Failure is not null)
        {
            throw Failure;
        }

        _records.Enqueue(record);
        return ValueTask.CompletedTask;
    }
}
