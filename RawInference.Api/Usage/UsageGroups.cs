using System.Globalization;
using RawInference.Core.Usage;
using RawInference.State.Usage;

namespace RawInference.Api.Usage;

/// <summary>By what usage can be summed.</summary>
internal static class UsageGroups
{
    public const string Day = "day";

    private static readonly Dictionary<string, Func<UsageTotal, string?>> Values = new(StringComparer.Ordinal)
    {
        [Day] = total => total.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["namespace"] = total => total.Namespace,
        ["key"] = total => total.KeyId,
        ["provider"] = total => total.Provider,
        ["model"] = total => total.Model,
    };

    public static IReadOnlyCollection<string> All => Values.Keys;

    /// <summary>One row for each combination that there is, in order.</summary>
    public static IReadOnlyList<UsageRow> Sum(IEnumerable<UsageTotal> totals, IReadOnlyList<string> groups)
    {
        var rows = new Dictionary<string, UsageRow>(StringComparer.Ordinal);
        foreach (var total in totals)
        {
            string?[] values = [.. groups.Select(group => Values[group](total))];
            // No value holds a control character, so that no two combinations are written alike.
            var name = string.Join('\n', values.Select(value => value ?? "\0"));
            if (!rows.TryGetValue(name, out var row))
            {
                rows.Add(name, row = new UsageRow(values, new UsageCounts()));
            }

            row.Counts.Add(total.Counts);
        }

        return [.. rows.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value)];
    }

    public static UsageCounts Sum(IEnumerable<UsageRow> rows)
    {
        var sum = new UsageCounts();
        foreach (var row in rows)
        {
            sum.Add(row.Counts);
        }

        return sum;
    }
}
