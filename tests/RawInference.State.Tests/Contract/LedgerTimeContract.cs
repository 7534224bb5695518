using RawInference.Core.Limits;
using RawInference.Core.Pipeline.Limits;
using RawInference.Core.Usage;

namespace RawInference.State.Tests.Contract;

/// <summary>What ledgers do as time goes on.</summary>
public abstract class LedgerTimeContract : StoreSuite
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    private static readonly LimitDimension Requests = Calls.Limit(LimitKind.Requests, 3);
    private static readonly LimitDimension Tokens = Calls.Limit(LimitKind.Tokens, 100);
    private static readonly LimitDimension Running = Calls.Limit(LimitKind.Concurrency, 1);
    private static readonly LimitDimension Day = Calls.Limit(LimitKind.DayBudget, 100);

    [Theory]
    [InlineData(LimitKind.Requests)]
    [InlineData(LimitKind.Tokens)]
    [InlineData(LimitKind.DayBudget)]
    [InlineData(LimitKind.MonthBudget)]
    public async Task WaitThatIsTold_IsEnough_AndAMillisecondLessIsNot(LimitKind kind)
    {
        var limit = Calls.Limit(kind, 10);
        await Calls.HoldAsync(new Charge(limit, 4));
        await Store.PassAsync(TimeSpan.FromSeconds(2.4));
        await Calls.HoldAsync(new Charge(limit, 6));
        await Store.PassAsync(TimeSpan.FromSeconds(1.7));

        // One call has to leave for 4, both for 5.
        var forFour = (await Calls.RefusedAsync(new Charge(limit, 4))).RetryAfter!.Value;
        var forFive = (await Calls.RefusedAsync(new Charge(limit, 5))).RetryAfter!.Value;
        if (kind is LimitKind.Requests or LimitKind.Tokens)
        {
            Assert.InRange(forFive - forFour, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3));
        }

        await Store.PassAsync(forFive - Millisecond);
        await Calls.RefusedAsync(new Charge(limit, 5));
        await Store.PassAsync(Millisecond);
        await Calls.HoldAsync(new Charge(limit, 5));
    }

    [Fact]
    public async Task WaitForTheFirstOfSeveral_IsEnough()
    {
        await Calls.HoldAsync(new Charge(Tokens, 40));
        await Store.PassAsync(TimeSpan.FromSeconds(10));
        await Calls.HoldAsync(new Charge(Tokens, 60));

        var wait = (await Calls.RefusedAsync(new Charge(Tokens, 40))).RetryAfter!.Value;
        await Store.PassAsync(wait - Millisecond);
        await Calls.RefusedAsync(new Charge(Tokens, 40));
        await Store.PassAsync(Millisecond);

        await Calls.HoldAsync(new Charge(Tokens, 40));
        Assert.Equal(0, (await Calls.BalanceAsync(Tokens)).Remaining);
    }

    [Fact]
    public async Task EndOfASecond_CountsForSixtyWholeSeconds()
    {
        // To the last millisecond of a second.
        await Store.PassAsync(TimeSpan.FromMilliseconds(1_999 - Store.Now.Millisecond));
        await Calls.HoldAsync(new Charge(Requests, 3));

        await Store.PassAsync(TimeSpan.FromSeconds(60));

        await Calls.RefusedAsync(new Charge(Requests, 1));
        await Store.PassAsync(Millisecond);
        Assert.Equal(new LimitBalance(Requests, 0, 0), await Calls.BalanceAsync(Requests));
    }

    [Fact]
    public async Task CallThatNobodySettles_IsLost_WithItsEstimate()
    {
        var lease = await Calls.HoldAsync(new(Requests, 1), new(Tokens, 80), new(Running, 1), new(Day, 30));

        await Store.PassAsync(Calls.HeldFor - Millisecond);
        await Store.SweepAsync();
        Assert.Empty(await Calls.RecordsAsync());
        Assert.Equal(new LimitBalance(Tokens, 0, 80), await Calls.BalanceAsync(Tokens));

        await Store.PassAsync(Millisecond);
        await Store.SweepAsync();

        var record = Assert.Single(await Calls.RecordsAsync());
        Assert.Equal((lease.Id, UsageOutcome.Lost, 80), (record.Id, record.Outcome, record.ChargedTokens));
        Assert.Equal(new LimitBalance(Requests, 1, 0), await Calls.BalanceAsync(Requests));
        Assert.Equal(new LimitBalance(Tokens, 80, 0), await Calls.BalanceAsync(Tokens));
        Assert.Equal(new LimitBalance(Day, 30, 0), await Calls.BalanceAsync(Day));
        Assert.Equal(new LimitBalance(Running, 0, 0), await Calls.BalanceAsync(Running));
        Assert.Equal(1, (await Calls.TotalAsync())[UsageClass.Lost]);
    }

    [Fact]
    public async Task CallThatNobodySettles_LetsAnotherRun_WithoutASweep()
    {
        await Calls.HoldAsync(new Charge(Running, 1));
        await Store.PassAsync(Calls.HeldFor - Millisecond);
        await Calls.RefusedAsync(new Charge(Running, 1));

        await Store.PassAsync(Millisecond);

        await Calls.HoldAsync(new Charge(Running, 1));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LateSettlement_ReplacesTheLoss(bool swept)
    {
        var lease = await Calls.HoldAsync(new(Requests, 1), new(Tokens, 80), new(Running, 1), new(Day, 30));
        await Store.PassAsync(Calls.HeldFor);
        if (swept)
        {
            await Store.SweepAsync();
        }

        await Calls.SettleAsync(lease, 1, 20, 0, 45);
        await Store.SweepAsync();
        await Calls.SettleAsync(lease, 1, 33, 0, 33);

        var record = Assert.Single(await Calls.RecordsAsync());
        Assert.Equal((UsageOutcome.Completed, 20), (record.Outcome, record.ChargedTokens));
        Assert.Equal(new LimitBalance(Requests, 1, 0), await Calls.BalanceAsync(Requests));
        Assert.Equal(new LimitBalance(Tokens, 20, 0), await Calls.BalanceAsync(Tokens));
        Assert.Equal(new LimitBalance(Day, 45, 0), await Calls.BalanceAsync(Day));
        Assert.Equal(new LimitBalance(Running, 0, 0), await Calls.BalanceAsync(Running));
        var total = await Calls.TotalAsync();
        Assert.Equal((1, 0, 1, 20, 45), (
            total[UsageClass.Requests], total[UsageClass.Lost], total[UsageClass.Completed], total[UsageClass.ChargedTokens], total[UsageClass.ChargedNanoUsd]));
    }

    [Theory]
    [InlineData(90, 10)]
    [InlineData(80, 0)]
    [InlineData(7, 0)]
    public async Task SettlementAfterTheWindow_CountsWhatWasMoreThanReserved(long used, long counted)
    {
        var reservation = await Calls.ReserveForAsync(TimeSpan.FromMinutes(10), new Charge(Tokens, 80));
        await Store.PassAsync(TimeSpan.FromSeconds(62));
        Assert.Equal(new LimitBalance(Tokens, 0, 0), await Calls.BalanceAsync(Tokens));

        await Calls.SettleAsync(reservation.Lease!, used);

        Assert.Equal(new LimitBalance(Tokens, counted, 0), await Calls.BalanceAsync(Tokens));
    }

    [Fact]
    public async Task NextDay_HasItsBudgetAnew()
    {
        await Calls.SettleAsync(await Calls.HoldAsync(new Charge(Day, 10)), 170);
        Assert.Equal(-70, (await Calls.BalanceAsync(Day)).Remaining);

        await Store.PassAsync(TimeSpan.FromDays(1) - Store.Now.TimeOfDay);

        Assert.Equal(new LimitBalance(Day, 0, 0), await Calls.BalanceAsync(Day));
        await Calls.HoldAsync(new Charge(Day, 100));
    }
}
