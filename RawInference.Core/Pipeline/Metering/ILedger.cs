namespace RawInference.Core.Pipeline.Metering;

/// <summary>The port to the book of usage.</summary>
public interface ILedger
{
    /// <summary>Writes a record; the same id twice counts once.</summary>
    ValueTask SettleAsync(UsageRecord record, CancellationToken cancellationToken);
}
