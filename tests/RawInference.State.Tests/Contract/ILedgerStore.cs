using RawInference.Core.Pipeline.Metering;
using RawInference.State.Usage;

namespace RawInference.State.Tests.Contract;

/// <summary>A store of limits and usage, as the suites see it.</summary>
public interface ILedgerStore : IAsyncDisposable
{
    ILedger Ledger { get; }

    IUsageReader Usage { get; }

    /// <summary>By the store's clock.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Lets the store's clock go on. Suites without time in their name never do.</summary>
    ValueTask PassAsync(TimeSpan passed);

    /// <summary>Records calls that nobody settled in time, as the background does.</summary>
    ValueTask SweepAsync();
}
