namespace RawInference.State.Usage;

/// <summary>Reads the book of usage. Failures of the store are an <see cref="InferenceException"/> of the code <c>Unavailable</c>.</summary>
public interface IUsageReader
{
    /// <summary>The roll-ups of the days asked for: exact, whatever became of the records.</summary>
    ValueTask<IReadOnlyList<UsageTotal>> TotalsAsync(UsageQuery query, CancellationToken cancellationToken);

    /// <summary>Records that are still kept, the newest first.</summary>
    /// <param name="query">Which.</param>
    /// <param name="cursor">Of the page before; null for the first.</param>
    /// <param name="count">The most of one page, at least 1.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    ValueTask<UsagePage> RecordsAsync(UsageQuery query, string? cursor, int count, CancellationToken cancellationToken);
}
