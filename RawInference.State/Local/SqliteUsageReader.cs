using System.Globalization;
using System.Text.Json;
using RawInference.Core.Usage;
using RawInference.State.Usage;

namespace RawInference.State.Local;

/// <summary>Reads the usage of one machine.</summary>
internal sealed class SqliteUsageReader(SqliteDatabase database) : IUsageReader
{
    private const string Filter =
        """
        organization = $organization
        AND ($namespaces IS NULL OR namespace IN (SELECT value FROM json_each($namespaces)))
        AND ($key IS NULL OR key_id = $key)
        AND ($provider IS NULL OR provider = $provider)
        AND ($model IS NULL OR model = $model)
        """;

    private static readonly string TotalsStatement =
        $"""
        SELECT day, namespace, key_id, provider, model, {string.Join(", ", RollupTable.Columns)} FROM usage_rollups
        WHERE day BETWEEN $from AND $to AND {Filter}
        ORDER BY day, namespace, key_id, provider, model
        """;

    private const string RecordsStatement =
        $"""
        SELECT {RecordTable.Columns} FROM usage_records
        WHERE at >= $from AND at < $to AND (at, seq) < ($at, $seq) AND {Filter}
        ORDER BY at DESC, seq DESC LIMIT $count
        """;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<UsageTotal>> TotalsAsync(UsageQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return database.ReadAsync<IReadOnlyList<UsageTotal>>(connection => Totals(connection, query), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<UsagePage> RecordsAsync(UsageQuery query, string? cursor, int count, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var behind = cursor is null ? (long.MaxValue, long.MaxValue) : Parse(cursor);
        return database.ReadAsync(connection => Page(connection, query, behind, count), cancellationToken);
    }

    private static List<UsageTotal> Totals(StateConnection connection, UsageQuery query)
    {
        var totals = new List<UsageTotal>();
        using var reader = connection.Prepared(
            TotalsStatement,
            [("$from", (long)query.From.DayNumber), ("$to", (long)query.To.DayNumber), .. FilterOf(query)]).ExecuteReader();
        while (reader.Read())
        {
            var counts = new UsageCounts();
            for (var index = 0; index < RollupTable.Columns.Length; index++)
            {
                counts[(UsageClass)index] = reader.GetInt64(5 + index);
            }

            // What was taken back from a day leaves nothing behind.
            if (counts.NonZero.Any())
            {
                totals.Add(new UsageTotal(
                    DateOnly.FromDayNumber(reader.GetInt32(0)), reader.GetString(1), reader.GetString(2), Known(reader.GetString(3)), Known(reader.GetString(4)), counts));
            }
        }

        return totals;
    }

    private static UsagePage Page(StateConnection connection, UsageQuery query, (long At, long Seq) behind, int count)
    {
        var records = new List<UsageRecord>(Math.Min(count, 1_000));
        (long At, long Seq) last = default;
        // One more than asked for tells whether there is another page.
        using var reader = connection.Prepared(
            RecordsStatement,
            [
                ("$from", StartOf(query.From)),
                ("$to", StartOf(query.To) + (long)TimeSpan.FromDays(1).TotalMilliseconds),
                ("$at", behind.At),
                ("$seq", behind.Seq),
                ("$count", count + 1L),
                .. FilterOf(query),
            ]).ExecuteReader();
        while (reader.Read())
        {
            if (records.Count == count)
            {
                return new UsagePage(records, string.Create(CultureInfo.InvariantCulture, $"{last.At}.{last.Seq}"));
            }

            records.Add(RecordTable.Read(reader));
            last = (reader.GetInt64(2), reader.GetInt64(0));
        }

        return new UsagePage(records, null);
    }

    private static (string Name, object? Value)[] FilterOf(UsageQuery query) =>
    [
        ("$organization", query.Organization),
        ("$namespaces", query.Namespaces is { } namespaces ? JsonSerializer.Serialize([.. namespaces], UsageJson.Default.StringArray) : null),
        ("$key", query.KeyId),
        ("$provider", query.Provider),
        ("$model", query.Model),
    ];

    private static string? Known(string name) => name.Length == 0 ? null : name;

    private static long StartOf(DateOnly day) => new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private static (long At, long Seq) Parse(string cursor) =>
        cursor.Split('.') is [var at, var seq]
        && long.TryParse(at, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var atNumber)
        && long.TryParse(seq, NumberStyles.None, CultureInfo.InvariantCulture, out var seqNumber)
            ? (atNumber, seqNumber)
            : throw InferenceException.Invalid("cursor", "is not one that was given out.");
}
