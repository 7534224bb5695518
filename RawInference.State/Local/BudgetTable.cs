using RawInference.Core.Limits;
using RawInference.Core.Pipeline.Limits;

namespace RawInference.State.Local;

/// <summary>What budgets were charged, for the limiter of the next process. It follows the rules of <see cref="LimitCounter.Correct"/>.</summary>
internal static class BudgetTable
{
    /// <summary>Puts what was used in the place of what a lease held.</summary>
    public static void Settle(StateConnection connection, Lease lease, IReadOnlyList<Charge> used, DateTimeOffset now) =>
        Correct(connection, lease, used, wasSettled: false, now);

    /// <summary>Puts what was used in the place of what a lost lease was settled with.</summary>
    public static void SettleLost(StateConnection connection, Lease lease, IReadOnlyList<Charge> used, DateTimeOffset now) =>
        Correct(connection, lease, used, wasSettled: true, now);

    /// <summary>What each budget was charged in the present day and month.</summary>
    public static IReadOnlyList<(string Organization, CounterKey Key, long Settled)> Present(StateConnection connection, DateTimeOffset now)
    {
        var present = new List<(string, CounterKey, long)>();
        using var reader = connection.Prepared(
            """
            SELECT organization, scope, scope_id, model, kind, settled FROM usage_budgets
            WHERE kind = $day_kind AND slot = $day OR kind = $month_kind AND slot = $month
            """,
            Slots(now)).ExecuteReader();
        while (reader.Read())
        {
            var model = reader.GetString(3);
            var key = new CounterKey((LimitScope)reader.GetInt32(1), reader.GetString(2), model.Length == 0 ? null : model, (LimitKind)reader.GetInt32(4));
            present.Add((reader.GetString(0), key, reader.GetInt64(5)));
        }

        return present;
    }

    /// <summary>Deletes days and months that are over.</summary>
    public static void Trim(StateConnection connection, DateTimeOffset now) => connection.Execute(
        "DELETE FROM usage_budgets WHERE kind = $day_kind AND slot < $day OR kind = $month_kind AND slot < $month",
        Slots(now));

    private static (string Name, object? Value)[] Slots(DateTimeOffset now) =>
    [
        ("$day_kind", (long)LimitKind.DayBudget),
        ("$day", LimitSlots.Of(LimitKind.DayBudget, now)),
        ("$month_kind", (long)LimitKind.MonthBudget),
        ("$month", LimitSlots.Of(LimitKind.MonthBudget, now)),
    ];

    private static void Correct(StateConnection connection, Lease lease, IReadOnlyList<Charge> used, bool wasSettled, DateTimeOffset now)
    {
        for (var index = 0; index < used.Count; index++)
        {
            var (dimension, amount) = used[index];
            if (dimension.Kind is LimitKind.DayBudget or LimitKind.MonthBudget)
            {
                var held = lease.Charges[index].Amount;
                var slot = LimitSlots.Of(dimension.Kind, lease.ReservedAt);
                var present = LimitSlots.Of(dimension.Kind, now);
                Add(connection, lease.Organization, dimension, present, slot >= present ? amount - (wasSettled ? held : 0) : Math.Max(0, amount - held));
            }
        }
    }

    private static void Add(StateConnection connection, string organization, LimitDimension dimension, long slot, long amount)
    {
        if (amount != 0)
        {
            connection.Execute(
                """
                INSERT INTO usage_budgets (organization, scope, scope_id, model, kind, slot, settled)
                VALUES ($organization, $scope, $scope_id, $model, $kind, $slot, $amount)
                ON CONFLICT (organization, scope, scope_id, model, kind, slot) DO UPDATE SET settled = settled + excluded.settled
                """,
                ("$organization", organization),
                ("$scope", (long)dimension.Scope),
                ("$scope_id", dimension.ScopeId),
                ("$model", dimension.Model ?? ""),
                ("$kind", (long)dimension.Kind),
                ("$slot", slot),
                ("$amount", amount));
        }
    }
}
