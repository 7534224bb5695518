using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace RawInference.State.Local;

/// <summary>Keeps the book of usage within its bounds, the oldest first, in steps that settlements come between.</summary>
internal sealed partial class UsageTrimmer(SqliteDatabase database, IOptions<StateOptions> options, TimeProvider time, ILogger<UsageTrimmer> logger)
{
    /// <summary>The most records that one transaction deletes.</summary>
    internal const int Step = 500;

    private bool _full;

    /// <param name="stopping">Ends it after the step it is at.</param>
    public async ValueTask TrimAsync(CancellationToken stopping)
    {
        var usage = options.Value.Usage;
        var now = time.GetUtcNow();
        await RepeatAsync(connection => DeleteOlder(connection, now.AddDays(-usage.RecordDays)), stopping);
        var dropped = await RepeatAsync(connection => DeleteBeyond(connection, usage.MaxRecords), stopping);
        var firstDay = DateOnly.FromDateTime(now.UtcDateTime).AddDays(1 - usage.RollupDays);
        await RepeatAsync(connection => DeleteDayBefore(connection, firstDay), stopping);
        await database.WriteAsync(
            connection =>
            {
                BudgetTable.Trim(connection, now);
                return true;
            },
            CancellationToken.None);

        if (dropped > 0 && !_full)
        {
            LogFull(dropped, usage.MaxRecords, usage.RecordDays);
        }

        _full = dropped > 0;
    }

    private async ValueTask<long> RepeatAsync(Func<StateConnection, int> step, CancellationToken stopping)
    {
        var all = 0L;
        int deleted;
        do
        {
            deleted = await database.WriteAsync(step, CancellationToken.None);
            all += deleted;
        }
        while (deleted > 0 && !stopping.IsCancellationRequested);

        return all;
    }

    /// <summary>Only from the front, up to the first that is kept: numbers stay without gaps.</summary>
    private static int DeleteOlder(StateConnection connection, DateTimeOffset before) => connection.Execute(
        """
        DELETE FROM usage_records WHERE seq < coalesce(
            (SELECT min(seq) FROM (SELECT seq, at FROM usage_records ORDER BY seq LIMIT $step) WHERE at >= $before),
            (SELECT min(seq) FROM usage_records) + $step)
        """,
        ("$step", (long)Step),
        ("$before", before.ToUnixTimeMilliseconds()));

    private static int DeleteBeyond(StateConnection connection, long most) => connection.Execute(
        """
        DELETE FROM usage_records WHERE seq < min(
            (SELECT max(seq) FROM usage_records) + 1 - $most,
            (SELECT min(seq) FROM usage_records) + $step)
        """,
        ("$step", (long)Step),
        ("$most", most));

    private static int DeleteDayBefore(StateConnection connection, DateOnly first) => connection.Execute(
        "DELETE FROM usage_rollups WHERE day = (SELECT min(day) FROM usage_rollups) AND day < $first",
        ("$first", (long)first.DayNumber));

    [LoggerMessage(1, LogLevel.Warning,
        "The book of usage is full: {Dropped} records were dropped to keep the newest {MaxRecords}, before their {RecordDays} days were over. Totals stay exact")]
    private partial void LogFull(long dropped, long maxRecords, int recordDays);
}
