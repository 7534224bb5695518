using Microsoft.Extensions.Time.Testing;
using RawInference.Core.Pipeline.Metering;
using RawInference.State.Usage;

namespace RawInference.State.Tests.Contract;

/// <summary>The model as a store without a book.</summary>
public sealed class ModelStore(FakeTimeProvider time) : ILedgerStore
{
    public ILedger Ledger { get; } = new LedgerModel(time);

    public IUsageReader Usage => throw new NotSupportedException("The model counts only.");

    public DateTimeOffset Now => time.GetUtcNow();

    public ValueTask PassAsync(TimeSpan passed)
    {
        time.Advance(passed);
        return ValueTask.CompletedTask;
    }

    public ValueTask SweepAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
