using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using RawInference.Core.Limits;
using RawInference.Core.Pipeline.Limits;

namespace RawInference.State.Tests.Contract;

/// <summary>
/// Random lives of a ledger, and what it says in each: two ledgers agree when the same operations make the same lines.
/// After each operation all balances are read.
/// </summary>
public static class LedgerOperations
{
    /// <summary>What calls take of; those of a key exist for each key.</summary>
    public static readonly LimitDimension[] Limits =
    [
        new(LimitScope.Key, "key_1", null, LimitKind.Requests, 4),
        new(LimitScope.Key, "key_1", null, LimitKind.Tokens, 100),
        new(LimitScope.Key, "key_1", "fast", LimitKind.Requests, 2),
        new(LimitScope.Namespace, "ns_1", null, LimitKind.Tokens, 150),
        new(LimitScope.Organization, "org", null, LimitKind.Concurrency, 3),
        new(LimitScope.Organization, "org", null, LimitKind.DayBudget, 300),
        new(LimitScope.Namespace, "ns_1", "openai/gpt-4o", LimitKind.MonthBudget, 500),
    ];

    private static readonly int[] Steps = [1, 249, 999, 1_000, 5_300, 30_000, 59_999, 61_000, 200_000];

    /// <summary>Lives of up to some sixty operations. Without time, for stores whose clock is the world's, nothing passes or is lost.</summary>
    public static Arbitrary<LedgerOperation[]> Lives(bool withTime)
    {
        var wanted = from limit in Gen.Choose(0, Limits.Length - 1)
                     from amount in Gen.Choose(0, 60)
                     select (Limit: limit, Amount: Limits[limit].Kind is LimitKind.Requests or LimitKind.Concurrency ? 1L : amount);
        var reserve = from key in Gen.Choose(1, 2)
                      from all in Gen.NonEmptyListOf(wanted)
                      from seconds in Gen.Elements(withTime ? [5, 40, 100] : new[] { 3_600 })
                      select (LedgerOperation)new LedgerOperation.Reserve(
                          key, [.. all.DistinctBy(one => one.Limit)], TimeSpan.FromSeconds(seconds));
        var settle = from call in Gen.Choose(0, 1_000)
                     from used in Gen.ArrayOf(Gen.Choose(0, 90), Limits.Length)
                     select (LedgerOperation)new LedgerOperation.Settle(call, [.. used.Select(amount => (long)amount)]);
        var pass = from milliseconds in Gen.Elements(Steps)
                   select (LedgerOperation)new LedgerOperation.Pass(TimeSpan.FromMilliseconds(milliseconds));
        var operation = withTime
            ? Gen.Frequency((6, reserve), (4, settle), (3, pass), (1, Gen.Constant<LedgerOperation>(new LedgerOperation.Sweep())))
            : Gen.Frequency((6, reserve), (4, settle));
        return Gen.ArrayOf(operation).Resize(60).ToArbitrary();
    }

    /// <summary>What a ledger says to each operation, waits included where time is the test's.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(ILedgerStore store, IEnumerable<LedgerOperation> operations, bool withTime)
    {
        var calls = new Calls(store);
        var leases = new List<Lease>();
        var lines = new List<string>();
        foreach (var operation in operations)
        {
            lines.Add(operation switch
            {
                LedgerOperation.Reserve reserve => await ReserveAsync(calls, leases, reserve, withTime),
                LedgerOperation.Settle settle => await SettleAsync(calls, leases, settle),
                LedgerOperation.Pass pass => await PassAsync(store, pass),
                _ => await SweepAsync(store),
            });
            lines.Add(await BalancesAsync(store, calls));
        }

        return lines;
    }

    private static async Task<string> ReserveAsync(Calls calls, List<Lease> leases, LedgerOperation.Reserve reserve, bool withTime)
    {
        Charge[] charges = [.. reserve.Wanted.Select(wanted => new Charge(Of(wanted.Limit, reserve.Key), wanted.Amount))];
        var reservation = await calls.ReserveForAsync(reserve.HeldFor, charges);
        var states = string.Join(", ", reservation.Limits.Select(limit => $"{limit.Name} {limit.Remaining} of {limit.Limit}{Wait(limit.Reset, withTime)}"));
        if (reservation.Lease is { } lease)
        {
            leases.Add(lease);
            return $"held: {states}";
        }

        var refusal = reservation.Refusal!;
        // Which of several windows waits longest is a matter of time.
        return withTime ? $"refused by {refusal.Dimension.Name}, {refusal.Remaining} left{Wait(refusal.RetryAfter, withTime)}: {states}" : $"refused: {states}";
    }

    private static async Task<string> SettleAsync(Calls calls, List<Lease> leases, LedgerOperation.Settle settle)
    {
        if (leases.Count == 0)
        {
            return "nothing to settle";
        }

        var lease = leases[settle.Call % leases.Count];
        long[] used = [.. lease.Charges.Select((charge, index) =>
            charge.Dimension.Kind is LimitKind.Requests or LimitKind.Concurrency ? 1 : settle.Used[index])];
        await calls.SettleAsync(lease, used);
        return $"settled {settle.Call % leases.Count} with {string.Join(" ", used)}";
    }

    private static async Task<string> PassAsync(ILedgerStore store, LedgerOperation.Pass pass)
    {
        await store.PassAsync(pass.Time);
        return $"{pass.Time.TotalMilliseconds} ms later";
    }

    private static async Task<string> SweepAsync(ILedgerStore store)
    {
        await store.SweepAsync();
        return "swept";
    }

    private static async Task<string> BalancesAsync(ILedgerStore store, Calls calls)
    {
        LimitDimension[] all = [.. Limits.SelectMany((limit, index) => limit.Scope == LimitScope.Key ? [Of(index, 1), Of(index, 2)] : new[] { limit })];
        var balances = await store.Ledger.ReadAsync(calls.Organization, all, CancellationToken.None);
        return string.Join("; ", balances.Select(balance => $"{balance.Dimension.ScopeId} {balance.Dimension.Name} {balance.Settled}+{balance.Reserved}"));
    }

    private static LimitDimension Of(int limit, int key) =>
        Limits[limit].Scope == LimitScope.Key ? Limits[limit] with { ScopeId = $"key_{key}" } : Limits[limit];

    private static string Wait(TimeSpan? wait, bool withTime) =>
        withTime ? string.Create(CultureInfo.InvariantCulture, $" for {wait?.TotalMilliseconds ?? -1} ms") : "";
}
