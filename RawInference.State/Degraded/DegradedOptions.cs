using System.ComponentModel.DataAnnotations;

namespace RawInference.State.Degraded;

/// <summary>What this process does while the store that it shares with others is away: <c>RawInference:State:Degraded</c>.</summary>
public sealed class DegradedOptions
{
    /// <summary>The part of each limit of requests, tokens and concurrency that this process grants on its own, at least 1. Default 0.5: right for two processes.</summary>
    [Range(0.01, 1)]
    public double LimitShare { get; set; } = 0.5;

    /// <summary>
    /// The part of each budget that this process grants on its own. Default 0: calls under a budget get a 503 until the store is back.
    /// More than 0 may exceed the budget by that part for each process; the excess is carried as debt.
    /// </summary>
    [Range(0, 1)]
    public double BudgetShare { get; set; }

    /// <summary>Records that wait in the data folder for the store's return; a call that would need room for one more gets a 503. Default 100,000.</summary>
    [Range(1, 10_000_000)]
    public int MaxSpooledRecords { get; set; } = 100_000;

    /// <summary>Between tries to hand over what waits. Default 500 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan ReplayInterval { get; set; } = TimeSpan.FromMilliseconds(500);
}
