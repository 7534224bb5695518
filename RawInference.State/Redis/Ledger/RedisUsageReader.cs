using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using RawInference.Core.Usage;
using RawInference.State.Usage;
using StackExchange.Redis;

namespace RawInference.State.Redis.Ledger;

/// <summary>Reads the book of usage that several processes share.</summary>
internal sealed class RedisUsageReader(RedisCommands commands, LedgerOrganizations organizations) : IUsageReader
{
    // A page of which nothing fits the query ends after these many records, with the cursor of the next.
    private const int MaxSteps = 20;
    private const int StepSize = 250;
    private const int DaysAtOnce = 31;
    private const int FieldsAtOnce = 1_000;

    public async ValueTask<IReadOnlyList<UsageTotal>> TotalsAsync(UsageQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var totals = new List<UsageTotal>();
        var all = await DaysAsync(query, cancellationToken);
        foreach (var days in all.Chunk(DaysAtOnce))
        {
            var read = await Task.WhenAll(days.Select(day => TotalsAsync(query, day, cancellationToken)));
            totals.AddRange(read.SelectMany(day => day));
        }

        return totals;
    }

    public async ValueTask<UsagePage> RecordsAsync(UsageQuery query, string? cursor, int count, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (cursor is not null && !RecordPlace.IsPlace(cursor))
        {
            throw InferenceException.Invalid("cursor", "is not one that a page of records gave.");
        }

        var records = new List<UsageRecord>();
        for (var step = 0; step < MaxSteps; step++)
        {
            var places = await PlacesAsync(query, cursor, cancellationToken);
            foreach (var (place, record) in places.Zip(await ReadAsync(query.Organization, places, cancellationToken)))
            {
                if (record is not null && Matches(query, record))
                {
                    // One more than asked for tells that there is another page.
                    if (records.Count == count)
                    {
                        return new UsagePage(records, cursor);
                    }

                    records.Add(record);
                }

                cursor = place;
            }

            if (places.Count < StepSize)
            {
                return new UsagePage(records, null);
            }
        }

        return new UsagePage(records, cursor);
    }

    private async Task<IReadOnlyList<string>> PlacesAsync(UsageQuery query, string? cursor, CancellationToken cancellationToken)
    {
        var oldest = RecordPlace.Before(new DateTimeOffset(query.From.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero));
        var newest = RecordPlace.Behind(new DateTimeOffset(query.To.ToDateTime(TimeOnly.MaxValue), TimeSpan.Zero));
        var start = cursor is not null && string.CompareOrdinal(cursor, newest) < 0 ? cursor : newest;
        var places = await commands.RunAsync(
            "usage-records",
            database => database.SortedSetRangeByValueAsync(organizations.KeysOf(query.Organization).Order, oldest, start, Exclude.Stop, Order.Descending, 0, StepSize),
            cancellationToken);
        return [.. places.Select(place => place.ToString())];
    }

    private async Task<UsageRecord?[]> ReadAsync(string organization, IReadOnlyList<string> places, CancellationToken cancellationToken)
    {
        if (places.Count == 0)
        {
            return [];
        }

        RedisValue[] ids = [.. places.Select(place => (RedisValue)RecordPlace.IdOf(place))];
        var records = await commands.RunAsync(
            "usage-records", database => database.HashGetAsync(organizations.KeysOf(organization).Records, ids), cancellationToken);
        // One that is not there made way meanwhile.
        return [.. records.Select(json => json.IsNull ? null : JsonSerializer.Deserialize(((ReadOnlyMemory<byte>)json).Span, LedgerJson.Default.UsageRecord))];
    }

    private static bool Matches(UsageQuery query, UsageRecord record) =>
        record.Organization == query.Organization && Matches(query, record.Namespace, record.KeyId, record.Provider, record.Model);

    private static bool Matches(UsageQuery query, string ns, string keyId, string? provider, string? model) =>
        (query.Namespaces is null || query.Namespaces.Contains(ns))
        && (query.KeyId is null || query.KeyId == keyId)
        && (query.Provider is null || query.Provider == provider)
        && (query.Model is null || query.Model == model);

    private async Task<IEnumerable<DateOnly>> DaysAsync(UsageQuery query, CancellationToken cancellationToken)
    {
        var key = organizations.KeysOf(query.Organization).Days;
        var all = await commands.RunAsync("usage-days", database => database.SetMembersAsync(key), cancellationToken);
        return all
            .Select(day => DateOnly.ParseExact(day.ToString(), LedgerKeys.DayFormat, CultureInfo.InvariantCulture))
            .Where(day => day >= query.From && day <= query.To)
            .Order();
    }

    private async Task<IEnumerable<UsageTotal>> TotalsAsync(UsageQuery query, DateOnly day, CancellationToken cancellationToken)
    {
        var key = organizations.KeysOf(query.Organization).Day(day);
        var totals = new Dictionary<RollupField, UsageCounts>();
        await foreach (var (name, count) in NumbersAsync(key, cancellationToken))
        {
            var (field, usageClass) = RollupField.Parse(name);
            if (Matches(query, field.Namespace, field.KeyId, field.Provider, field.Model))
            {
                if (!totals.TryGetValue(field, out var counts))
                {
                    totals[field] = counts = new UsageCounts();
                }

                // Set rather than added: a scan may give a field twice.
                counts[usageClass] = count;
            }
        }

        return totals
            .Where(total => total.Value.NonZero.Any())
            .OrderBy(total => total.Key.Namespace, StringComparer.Ordinal)
            .ThenBy(total => total.Key.KeyId, StringComparer.Ordinal)
            .ThenBy(total => total.Key.Provider, StringComparer.Ordinal)
            .ThenBy(total => total.Key.Model, StringComparer.Ordinal)
            .Select(total => new UsageTotal(day, total.Key.Namespace, total.Key.KeyId, total.Key.Provider, total.Key.Model, total.Value));
    }

    /// <summary>In steps, as the day of a large organization would keep the server from everything else.</summary>
    private async IAsyncEnumerable<(string Name, long Count)> NumbersAsync(RedisKey key, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var position = "0";
        do
        {
            var from = position;
            var result = await commands.RunAsync("usage-totals", database => database.ExecuteAsync("HSCAN", key, from, "COUNT", FieldsAtOnce), cancellationToken);
            var step = (RedisResult[])result!;
            position = step[0].ToString();
            foreach (var pair in ((RedisValue[])step[1]!).Chunk(2))
            {
                yield return (pair[0].ToString(), (long)pair[1]);
            }
        }
        while (position != "0");
    }
}
