using RawInference.Core.Limits;
using RawInference.Core.Pipeline.Limits;
using RawInference.Core.Pipeline.Metering;
using RawInference.Core.Usage;
using RawInference.State.Usage;
using RawInference.Usage;

namespace RawInference.State.Tests.Contract;

/// <summary>Calls of an organization that no other test has.</summary>
public sealed class Calls(ILedgerStore store)
{
    public static readonly TimeSpan HeldFor = TimeSpan.FromSeconds(40);

    public string Organization { get; } = $"org_{Guid.NewGuid():N}";

    public static string NewId() => $"inf_{Guid.CreateVersion7():N}";

    public static LimitDimension Limit(LimitKind kind, long limit, LimitScope scope = LimitScope.Key, string id = "key_1", string? model = null) =>
        new(scope, id, model, kind, limit);

    public UsageRecord Record(string id, UsageOutcome outcome = UsageOutcome.Completed, long tokens = 0, long nanoUsd = 0) => new()
    {
        Id = id,
        // As exact as stores keep it.
        At = DateTimeOffset.FromUnixTimeMilliseconds(store.Now.ToUnixTimeMilliseconds()),
        Organization = Organization,
        Namespace = "ns_1",
        KeyId = "key_1",
        Operation = "chat",
        Provider = "openai",
        Model = "gpt-4o",
        Outcome = outcome,
        UsageSource = outcome == UsageOutcome.Lost ? UsageSource.Estimated : UsageSource.Reported,
        CostUsd = NanoUsd.ToUsd(nanoUsd),
        ChargedTokens = tokens,
        ChargedNanoUsd = nanoUsd,
    };

    public ValueTask<Reservation> ReserveAsync(params IReadOnlyList<Charge> charges) => ReserveForAsync(HeldFor, charges);

    public ValueTask<Reservation> ReserveForAsync(TimeSpan heldFor, params IReadOnlyList<Charge> charges)
    {
        var id = NewId();
        var ifLost = Record(id, UsageOutcome.Lost, TokensOf(charges), MoneyOf(charges));
        return store.Ledger.ReserveAsync(new ReservationRequest(id, Organization, charges, heldFor, ifLost), CancellationToken.None);
    }

    public async ValueTask<Lease> HoldAsync(params IReadOnlyList<Charge> charges)
    {
        var reservation = await ReserveAsync(charges);
        Assert.Null(reservation.Refusal);
        return Assert.IsType<Lease>(reservation.Lease);
    }

    public async ValueTask<LimitRefusal> RefusedAsync(params IReadOnlyList<Charge> charges)
    {
        var reservation = await ReserveAsync(charges);
        Assert.Null(reservation.Lease);
        return Assert.IsType<LimitRefusal>(reservation.Refusal);
    }

    /// <summary>Settles with these amounts, in the order of the lease.</summary>
    public ValueTask SettleAsync(Lease lease, params IReadOnlyList<long> used)
    {
        Charge[] charges = [.. lease.Charges.Zip(used, (charge, amount) => charge with { Amount = amount })];
        return store.Ledger.SettleAsync(
            new Settlement(Record(lease.Id, tokens: TokensOf(charges), nanoUsd: MoneyOf(charges)), lease, charges), CancellationToken.None);
    }

    public async ValueTask<LimitBalance> BalanceAsync(LimitDimension dimension)
    {
        var balance = Assert.Single(await store.Ledger.ReadAsync(Organization, [dimension], CancellationToken.None));
        Assert.Equal(dimension, balance.Dimension);
        return balance;
    }

    public async ValueTask<IReadOnlyList<UsageRecord>> RecordsAsync() =>
        (await store.Usage.RecordsAsync(Always(), null, 1_000, CancellationToken.None)).Records;

    /// <summary>The sum of everything.</summary>
    public async ValueTask<UsageCounts> TotalAsync()
    {
        var sum = new UsageCounts();
        foreach (var total in await store.Usage.TotalsAsync(Always(), CancellationToken.None))
        {
            sum.Add(total.Counts);
        }

        return sum;
    }

    public UsageQuery Always() => new(Organization, new DateOnly(2000, 1, 1), new DateOnly(2100, 1, 1));

    private static long TokensOf(IEnumerable<Charge> charges) => charges.FirstOrDefault(charge => charge.Dimension.Kind == LimitKind.Tokens)?.Amount ?? 0;

    private static long MoneyOf(IEnumerable<Charge> charges) =>
        charges.FirstOrDefault(charge => charge.Dimension.Kind is LimitKind.DayBudget or LimitKind.MonthBudget)?.Amount ?? 0;
}
