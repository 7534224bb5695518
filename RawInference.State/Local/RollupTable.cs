using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using RawInference.Core.Usage;

namespace RawInference.State.Local;

/// <summary>Daily sums of usage.</summary>
internal static partial class RollupTable
{
    private const string Keys = "organization, day, namespace, key_id, provider, model";

    /// <summary>The column of each class, at its number.</summary>
    public static readonly string[] Columns = [.. Enum.GetNames<UsageClass>().Select(ColumnOf)];

    private static readonly string[] Parameters = [.. Columns.Select(column => $"${column}")];

    /// <summary>By which classes are in it: a statement binds only what a record has.</summary>
    private static readonly ConcurrentDictionary<int, string> Statements = new();

    /// <summary>Adds a record to its day, or with the sign -1 takes it back.</summary>
    public static void Add(StateConnection connection, UsageRecord record, int sign = 1)
    {
        var values = new List<(string Name, object? Value)>(16)
        {
            ("$organization", record.Organization),
            ("$day", (long)DayOf(record.At).DayNumber),
            ("$namespace", record.Namespace),
            ("$key", record.KeyId),
            ("$provider", record.Provider ?? ""),
            ("$model", record.SummedModel ?? ""),
        };
        var classes = 0;
        foreach (var (usageClass, count) in UsageCounts.Of(record).NonZero)
        {
            classes |= 1 << (int)usageClass;
            values.Add((Parameters[(int)usageClass], sign * count));
        }

        connection.Execute(Statements.GetOrAdd(classes, StatementOf), CollectionsMarshal.AsSpan(values));
    }

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    private static string StatementOf(int classes)
    {
        var columns = Columns.Where((_, number) => (classes & (1 << number)) != 0).ToArray();
        return $"""
            INSERT INTO usage_rollups ({Keys}, {string.Join(", ", columns)})
            VALUES ($organization, $day, $namespace, $key, $provider, $model, {string.Join(", ", columns.Select(column => $"${column}"))})
            ON CONFLICT ({Keys}) DO UPDATE SET {string.Join(", ", columns.Select(column => $"{column} = {column} + excluded.{column}"))}
            """;
    }

    /// <summary>CacheReadTokens: cache_read_tokens.</summary>
    private static string ColumnOf(string usageClass) => Capital().Replace(usageClass, "_$0").ToLowerInvariant();

    [GeneratedRegex("(?<!^)[A-Z]", RegexOptions.CultureInvariant)]
    private static partial Regex Capital();
}
