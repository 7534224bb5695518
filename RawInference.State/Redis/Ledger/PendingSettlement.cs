using System.Text.Json;
using RawInference.Core.Pipeline.Limits;
using RawInference.Core.Pipeline.Metering;
using RawInference.Core.Usage;
using StackExchange.Redis;

namespace RawInference.State.Redis.Ledger;

/// <summary>A settlement on its way to the store. See <c>settle.lua</c>.</summary>
internal sealed class PendingSettlement
{
    private readonly TaskCompletionSource<SettlementAnswer> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PendingSettlement(string state, UsageRecord record, long reservedAt, IReadOnlyList<SettledCharge> charges)
    {
        State = state;
        Record = record;
        Json = JsonSerializer.SerializeToUtf8Bytes(record, LedgerJson.Default.UsageRecord);
        ReservedAt = reservedAt;
        Charges = charges;
    }

    /// <summary>A word that the script knows.</summary>
    public string State { get; }

    public UsageRecord Record { get; }

    public byte[] Json { get; }

    /// <summary>Milliseconds by the store's clock; 0 where nothing was reserved.</summary>
    public long ReservedAt { get; }

    public IReadOnlyList<SettledCharge> Charges { get; }

    /// <summary>The record in whose place this one comes.</summary>
    public UsageRecord? Before { get; private init; }

    /// <summary>Nobody waits for it any more: whoever did was told that it failed.</summary>
    public bool IsAbandoned { get; set; }

    public Task<SettlementAnswer> Done => _done.Task;

    /// <summary>The end of a call.</summary>
    public static PendingSettlement Open(Settlement settlement) =>
        new(settlement.Lease is null ? "free" : "open", settlement.Record, ReservedAtOf(settlement.Lease), ChargesOf(settlement));

    /// <summary>What becomes of a lease that expired.</summary>
    public static PendingSettlement Lost(long reservedAt, StoredLease lease) => new(
        "lost", lease.IfLost, reservedAt, [.. lease.Charges.Select(charge => new SettledCharge(charge.Dimension, charge.Amount, charge.Amount))]);

    /// <summary>The end of a call that is recorded as lost.</summary>
    public static PendingSettlement Late(Settlement settlement, UsageRecord lost) =>
        new("late", settlement.Record, ReservedAtOf(settlement.Lease), ChargesOf(settlement)) { Before = lost };

    /// <summary>With what the script answered.</summary>
    public void Complete(RedisResult answer)
    {
        if (answer.Resp2Type != ResultType.Integer)
        {
            _done.TrySetResult(new SettlementAnswer(false, (string?)answer));
        }
        else if ((int)answer < 0)
        {
            Fail(new ArgumentException("The call holds something: it is settled with its lease."));
        }
        else
        {
            _done.TrySetResult(new SettlementAnswer((int)answer == 1, null));
        }
    }

    public void Fail(Exception exception) => _done.TrySetException(exception);

    private static long ReservedAtOf(Lease? lease) => lease?.ReservedAt.ToUnixTimeMilliseconds() ?? 0;

    private static SettledCharge[] ChargesOf(Settlement settlement) =>
        [.. settlement.Charges.Select((used, index) => new SettledCharge(used.Dimension, settlement.Lease?.Charges[index].Amount ?? 0, used.Amount))];
}
