using RawInference.Core.Pipeline.Limits;
using RawInference.Core.Pipeline.Metering;
using RawInference.Core.Usage;

namespace RawInference.State.Local;

/// <summary>Each step of a call's life in the database; its caller has a transaction open.</summary>
internal static class UsageBook
{
    public static SettlementResult Settle(StateConnection connection, Settlement settlement, DateTimeOffset now)
    {
        var record = settlement.Record;
        var wasHeld = LeaseTable.Remove(connection, record.Id);
        if (wasHeld && settlement.Lease is null)
        {
            throw new ArgumentException("The call holds something: it is settled with its lease.", nameof(settlement));
        }

        var held = wasHeld ? settlement.Lease : null;
        if (RecordTable.TryAdd(connection, record))
        {
            RollupTable.Add(connection, record);
            BudgetTable.Settle(connection, held ?? Nothing(record, settlement.Charges, now), settlement.Charges, now);
            return SettlementResult.Recorded;
        }

        if (RecordTable.Find(connection, record.Id) is not { Outcome: UsageOutcome.Lost } lost || record.Outcome == UsageOutcome.Lost)
        {
            return SettlementResult.Repeated;
        }

        RecordTable.Replace(connection, record);
        RollupTable.Add(connection, lost, sign: -1);
        RollupTable.Add(connection, record);
        BudgetTable.SettleLost(connection, settlement.Lease ?? Nothing(record, settlement.Charges, now), settlement.Charges, now);
        return SettlementResult.LossReplaced;
    }

    /// <summary>Records a call that nobody settled. False where somebody has, meanwhile.</summary>
    public static bool Lose(StateConnection connection, string id, DateTimeOffset now)
    {
        if (LeaseTable.Find(connection, id) is not var (lease, ifLost))
        {
            return false;
        }

        LeaseTable.Remove(connection, id);
        if (RecordTable.TryAdd(connection, ifLost))
        {
            RollupTable.Add(connection, ifLost);
            BudgetTable.Settle(connection, lease, lease.Charges, now);
        }

        return true;
    }

    /// <summary>What a call held that had reserved nothing: all that it used counts.</summary>
    private static Lease Nothing(UsageRecord record, IReadOnlyList<Charge> used, DateTimeOffset now) =>
        new(record.Id, record.Organization, now, [.. used.Select(charge => charge with { Amount = 0 })]);
}
