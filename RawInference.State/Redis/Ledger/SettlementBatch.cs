using RawInference.Core.Limits;
using RawInference.Core.Usage;
using StackExchange.Redis;

namespace RawInference.State.Redis.Ledger;

/// <summary>Settlements of one organization as the keys and arguments of <c>settle.lua</c>. Its indices begin at 1.</summary>
internal sealed class SettlementBatch(LedgerKeys keys)
{
    private readonly OrderedDictionary<RedisKey, string> _counters = [];
    private readonly OrderedDictionary<DateOnly, RedisKey> _days = [];
    private readonly List<RedisValue> _values = [];

    public RedisKey[] Keys =>
        [keys.Deadlines, keys.Leases, keys.Records, keys.Order, keys.Lost, keys.Days, .. _counters.Keys, .. _days.Values];

    public RedisValue[] Values(RedisValue clock, long maxRecords, int rollupDays) =>
        [clock, maxRecords, rollupDays * 24L * 60 * 60, _counters.Count, .. _counters.Values.Select(kind => (RedisValue)kind), .. _values];

    public void Add(PendingSettlement settlement)
    {
        _values.AddRange(
            settlement.State,
            settlement.Record.Id,
            settlement.Json,
            RecordPlace.Of(settlement.Record),
            settlement.Before is { } before ? RecordPlace.Of(before) : RedisValue.EmptyString,
            settlement.ReservedAt,
            settlement.Charges.Count);
        foreach (var (dimension, reserved, used) in settlement.Charges)
        {
            _values.AddRange(CounterOf(dimension), reserved, used);
        }

        _values.Add(settlement.Before is null ? 1 : 2);
        AddRollup(settlement.Record, 1);
        if (settlement.Before is { } lost)
        {
            AddRollup(lost, -1);
        }
    }

    private void AddRollup(UsageRecord record, int sign)
    {
        var day = DateOnly.FromDateTime(record.At.UtcDateTime);
        if (!_days.ContainsKey(day))
        {
            _days.Add(day, keys.Day(day));
        }

        var counts = UsageCounts.Of(record).NonZero.ToArray();
        _values.AddRange(_days.IndexOf(day) + 1, RollupField.PrefixOf(record), counts.Length);
        foreach (var (usageClass, count) in counts)
        {
            _values.AddRange((int)usageClass, sign * count);
        }
    }

    private int CounterOf(LimitDimension dimension)
    {
        var key = keys.Counter(dimension);
        if (!_counters.ContainsKey(key))
        {
            _counters.Add(key, CounterKind.Of(dimension.Kind));
        }

        return _counters.IndexOf(key) + 1;
    }
}
