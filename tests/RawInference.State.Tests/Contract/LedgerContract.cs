using RawInference.Core.Limits;
using RawInference.Core.Pipeline.Limits;
using RawInference.Core.Pipeline.Metering;
using RawInference.Core.Usage;

namespace RawInference.State.Tests.Contract;

/// <summary>What every ledger does, whatever its clock says.</summary>
public abstract class LedgerContract : StoreSuite
{
    private static readonly LimitDimension Requests = Calls.Limit(LimitKind.Requests, 100);
    private static readonly LimitDimension Tokens = Calls.Limit(LimitKind.Tokens, 1_000);
    private static readonly LimitDimension Running = Calls.Limit(LimitKind.Concurrency, 2);
    private static readonly LimitDimension Month = Calls.Limit(LimitKind.MonthBudget, 1_000_000);

    [Fact]
    public async Task ManyAtOnce_ExactlyAsManyPassAsTheLimitSays()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => Task.Run(() => Calls.ReserveAsync(new Charge(Requests, 1)).AsTask())));

        Assert.Equal(100, all.Count(reservation => reservation.Lease is not null));
        Assert.Equal(900, all.Count(reservation => reservation.Refusal is not null));
        Assert.Equal(new LimitBalance(Requests, 0, 100), await Calls.BalanceAsync(Requests));
    }

    [Fact]
    public async Task OneOfSeveralDoesNotFit_NothingIsCharged()
    {
        var refusal = await Calls.RefusedAsync(new(Requests, 1), new(Running, 1), new(Tokens, 1_001), new(Month, 5));

        Assert.Equal(Tokens, refusal.Dimension);
        Assert.Equal(1_000, refusal.Remaining);
        foreach (var dimension in new[] { Requests, Running, Tokens, Month })
        {
            Assert.Equal(new LimitBalance(dimension, 0, 0), await Calls.BalanceAsync(dimension));
        }

        Assert.Empty(await Calls.RecordsAsync());
    }

    [Fact]
    public async Task Settlement_PutsWhatWasUsedInThePlaceOfTheEstimate()
    {
        var lease = await Calls.HoldAsync(new(Requests, 1), new(Tokens, 600), new(Month, 900_000), new(Running, 1));
        Assert.Equal(new LimitBalance(Tokens, 0, 600), await Calls.BalanceAsync(Tokens));
        Assert.Equal(400, (await Calls.RefusedAsync(new Charge(Tokens, 401))).Remaining);

        await Calls.SettleAsync(lease, 1, 250, 0, 0);

        Assert.Equal(new LimitBalance(Requests, 1, 0), await Calls.BalanceAsync(Requests));
        Assert.Equal(new LimitBalance(Tokens, 250, 0), await Calls.BalanceAsync(Tokens));
        Assert.Equal(new LimitBalance(Month, 0, 0), await Calls.BalanceAsync(Month));
        Assert.Equal(new LimitBalance(Running, 0, 0), await Calls.BalanceAsync(Running));
        Assert.Equal(lease.Id, Assert.Single(await Calls.RecordsAsync()).Id);
    }

    [Fact]
    public async Task EndOfACall_LetsAnotherRun_WhateverItsChargeSays()
    {
        var first = await Calls.HoldAsync(new Charge(Running, 1));
        await Calls.HoldAsync(new Charge(Running, 1));
        var refusal = await Calls.RefusedAsync(new Charge(Running, 1));
        Assert.Equal(0, refusal.Remaining);
        Assert.Null(refusal.RetryAfter);

        await Calls.SettleAsync(first, 1);

        await Calls.HoldAsync(new Charge(Running, 1));
        await Calls.RefusedAsync(new Charge(Running, 1));
    }

    [Fact]
    public async Task MoreUsedThanReserved_IsADebt()
    {
        await Calls.SettleAsync(await Calls.HoldAsync(new(Tokens, 10), new(Month, 10)), 1_050, 1_000_007);

        Assert.Equal(-50, (await Calls.BalanceAsync(Tokens)).Remaining);
        Assert.Equal(-7, (await Calls.BalanceAsync(Month)).Remaining);
        Assert.Equal(-50, (await Calls.RefusedAsync(new Charge(Tokens, 1))).Remaining);
        Assert.Equal(-7, (await Calls.RefusedAsync(new Charge(Month, 1))).Remaining);
    }

    [Fact]
    public async Task SameSettlementTwice_CountsOnce()
    {
        var lease = await Calls.HoldAsync(new(Requests, 1), new(Tokens, 100), new(Running, 1));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Calls.SettleAsync(lease, 1, 70, 0).AsTask()));
        await Calls.SettleAsync(lease, 1, 99, 0);

        Assert.Equal(new LimitBalance(Tokens, 70, 0), await Calls.BalanceAsync(Tokens));
        Assert.Equal(new LimitBalance(Requests, 1, 0), await Calls.BalanceAsync(Requests));
        Assert.Single(await Calls.RecordsAsync());
        var total = await Calls.TotalAsync();
        Assert.Equal(1, total[UsageClass.Requests]);
        Assert.Equal(70, total[UsageClass.ChargedTokens]);
    }

    [Fact]
    public async Task CallThatReservedNothing_IsRecordedOnce()
    {
        var settlement = new Settlement(Calls.Record(Calls.NewId()), null, []);

        await Store.Ledger.SettleAsync(settlement, CancellationToken.None);
        await Store.Ledger.SettleAsync(settlement, CancellationToken.None);

        Assert.Equal(settlement.Record, Assert.Single(await Calls.RecordsAsync()));
    }

    [Fact]
    public async Task CallWithoutLimits_IsHeldAndRecorded()
    {
        var lease = await Calls.HoldAsync();
        Assert.Empty(await Calls.RecordsAsync());

        await Calls.SettleAsync(lease);

        Assert.Equal(lease.Id, Assert.Single(await Calls.RecordsAsync()).Id);
    }

    [Fact]
    public async Task Parties_DoNotTakeFromOneAnother()
    {
        var others = new Calls(Store);
        LimitDimension[] same =
        [
            Calls.Limit(LimitKind.Requests, 1),
            Calls.Limit(LimitKind.Requests, 1, id: "key_2"),
            Calls.Limit(LimitKind.Requests, 1, LimitScope.Namespace),
            Calls.Limit(LimitKind.Requests, 1, LimitScope.Organization),
            Calls.Limit(LimitKind.Requests, 1, model: "fast"),
            Calls.Limit(LimitKind.Requests, 1, model: "openai/gpt-4o"),
        ];

        foreach (var dimension in same)
        {
            await Calls.HoldAsync(new Charge(dimension, 1));
            await others.HoldAsync(new Charge(dimension, 1));
            await Calls.RefusedAsync(new Charge(dimension, 1));
        }
    }

    [Fact]
    public async Task LimitThatWasRaised_HasCountedAllAlong()
    {
        await Calls.HoldAsync(new Charge(Calls.Limit(LimitKind.Tokens, 10), 10));

        Assert.Equal(10, (await Calls.RefusedAsync(new Charge(Calls.Limit(LimitKind.Tokens, 20), 11))).Remaining);
        await Calls.HoldAsync(new Charge(Calls.Limit(LimitKind.Tokens, 20), 10));
    }

    [Fact]
    public async Task LimitsOfRequestsAndTokens_AreTold_InTheirOrder()
    {
        var reservation = await Calls.ReserveAsync(new(Running, 1), new(Tokens, 300), new(Month, 5), new(Requests, 1));

        Assert.Equal(["key-tokens", "key-requests"], reservation.Limits.Select(limit => limit.Name));
        Assert.Equal([700, 99], reservation.Limits.Select(limit => limit.Remaining));
        Assert.Equal([1_000, 100], reservation.Limits.Select(limit => limit.Limit));
        Assert.All(reservation.Limits, limit => Assert.Equal(TimeSpan.FromSeconds(60), limit.Window));
        Assert.All(reservation.Limits, limit => Assert.InRange(limit.Reset, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(61)));

        var refused = await Calls.ReserveAsync(new(Tokens, 701), new(Requests, 1));
        Assert.Equal([700, 99], refused.Limits.Select(limit => limit.Remaining));
    }

    [Fact]
    public async Task SeveralDoNotFit_TheLongestWaitIsTold()
    {
        await Calls.HoldAsync(new(Running, 2), new(Tokens, 1_000));

        var refusal = await Calls.RefusedAsync(new(Running, 1), new(Tokens, 1), new(Requests, 1));

        Assert.Equal(Tokens, refusal.Dimension);
        Assert.InRange(refusal.RetryAfter!.Value, TimeSpan.FromSeconds(59), TimeSpan.FromSeconds(61));
    }

    [Fact]
    public async Task MoreThanTheWholeLimit_NeverFits_SoThatNoWaitIsTold()
    {
        await Calls.HoldAsync(new Charge(Tokens, 1_000));

        var refusal = await Calls.RefusedAsync(new(Tokens, 1), new(Requests, 101));

        Assert.Equal(Requests, refusal.Dimension);
        Assert.Null(refusal.RetryAfter);
    }

    [Fact]
    public async Task SettlementOfSomethingElse_IsAMistake()
    {
        var lease = await Calls.HoldAsync(new(Tokens, 5), new(Requests, 1));

        await Assert.ThrowsAnyAsync<ArgumentException>(() => Calls.SettleAsync(lease, 5).AsTask());
        await Assert.ThrowsAnyAsync<ArgumentException>(() =>
            Store.Ledger.SettleAsync(new Settlement(Calls.Record(Calls.NewId()), lease, lease.Charges), CancellationToken.None).AsTask());

        Assert.Equal(new LimitBalance(Tokens, 0, 5), await Calls.BalanceAsync(Tokens));
    }
}
