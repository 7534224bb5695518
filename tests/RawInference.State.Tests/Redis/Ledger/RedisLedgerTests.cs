using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RawInference.Core.Limits;
using RawInference.Core.Pipeline.Limits;
using RawInference.Core.Usage;
using RawInference.State.Redis.Ledger;
using RawInference.Testing;
using RawInference.Testing.Store;

namespace RawInference.State.Tests.Redis.Ledger;

public sealed class RedisLedgerTests
{
    [Fact]
    public async Task ManyReservationsOfTwoProcesses_PassTheLimitExactly()
    {
        await using var one = await RedisBook.SharedAsync();
        await using var other = await RedisBook.SharedAsync(one.Store.Prefix);
        var requests = RedisBook.Limit(LimitKind.Requests, 100);
        var tokens = RedisBook.Limit(LimitKind.Tokens, 100_000);

        var reservations = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(async index =>
            await (index % 2 == 0 ? one : other).ReserveAsync($"inf_{index}", new Charge(requests, 1), new Charge(tokens, 10))));

        Assert.Equal(100, reservations.Count(reservation => reservation.Lease is not null));
        Assert.All(reservations.Where(reservation => reservation.Lease is null), refused => Assert.Equal(requests, refused.Refusal!.Dimension));
        Assert.Equal(new LimitBalance(requests, 0, 100), await other.BalanceAsync(requests));
        Assert.Equal(new LimitBalance(tokens, 0, 1_000), await one.BalanceAsync(tokens));
    }

    [Fact]
    public async Task ScriptFlush_InTheMiddleOfCalls_LosesNothing()
    {
        await using var book = await RedisBook.SharedAsync();
        var server = await StoreServer.SharedAsync();
        var tokens = RedisBook.Limit(LimitKind.Tokens, 1_000_000);
        var flushes = Task.Run(async () =>
        {
            for (var flush = 0; flush < 20; flush++)
            {
                await server.AskAsync("SCRIPT FLUSH");
            }
        });

        await Task.WhenAll(Enumerable.Range(0, 500).Select(async index =>
        {
            var reservation = await book.ReserveAsync($"inf_{index}", new Charge(tokens, 7));
            await book.SettleAsync(RedisBook.Record($"inf_{index}"), reservation.Lease, new Charge(tokens, 3));
        }));
        await flushes;

        Assert.Equal(new LimitBalance(tokens, 1_500, 0), await book.BalanceAsync(tokens));
        Assert.Equal(500, (await book.TotalAsync())[UsageClass.Requests]);
        Assert.Equal(500, (await book.RecordsAsync()).Count);
    }

    [Fact]
    public async Task ReservationWhoseAnswerWasNotHeard_IsHeldOnce_HoweverOftenItIsSent()
    {
        await using var book = await RedisBook.SharedAsync();
        var requests = RedisBook.Limit(LimitKind.Requests, 1);
        var running = RedisBook.Limit(LimitKind.Concurrency, 1);

        var first = await book.ReserveAsync("inf_1", new Charge(requests, 1), new Charge(running, 1));
        var again = await book.ReserveAsync("inf_1", new Charge(requests, 1), new Charge(running, 1));

        Assert.Equal(first.Lease!.ReservedAt, Assert.IsType<Lease>(again.Lease).ReservedAt);
        Assert.Equal(0, Assert.Single(again.Limits).Remaining);
        Assert.Equal(new LimitBalance(requests, 0, 1), await book.BalanceAsync(requests));
        Assert.NotNull((await book.ReserveAsync("inf_2", new Charge(requests, 1))).Refusal);
    }

    [Fact]
    public async Task SettlementsOfTheSameId_FromManyPlacesAtOnce_CountOnce()
    {
        await using var one = await RedisBook.SharedAsync();
        await using var other = await RedisBook.SharedAsync(one.Store.Prefix);
        var budget = RedisBook.Limit(LimitKind.MonthBudget, 1_000);
        var lease = (await one.ReserveAsync("inf_1", new Charge(budget, 500))).Lease;

        await Task.WhenAll(Enumerable.Range(0, 50).Select(async index =>
            await (index % 2 == 0 ? one : other).SettleAsync(RedisBook.Record("inf_1"), lease, new Charge(budget, 100))));

        Assert.Equal(new LimitBalance(budget, 100, 0), await one.BalanceAsync(budget));
        Assert.Equal(1, (await one.TotalAsync())[UsageClass.Requests]);
        Assert.Single(await one.RecordsAsync());
    }

    [Fact]
    public async Task LeaseOfADeadProcess_IsLost_AndItsLateEndTakesThatPlace()
    {
        var clock = new FakeTimeProvider(RedisBook.Now);
        await using var dead = await RedisBook.SharedAsync(clock: clock);
        await using var alive = await RedisBook.SharedAsync(dead.Store.Prefix, clock);
        var tokens = RedisBook.Limit(LimitKind.Tokens, 1_000);
        var running = RedisBook.Limit(LimitKind.Concurrency, 1);
        var lease = (await dead.ReserveAsync("inf_1", TimeSpan.FromSeconds(20), new Charge(tokens, 500), new Charge(running, 1))).Lease;

        clock.Advance(TimeSpan.FromSeconds(20));
        await Task.WhenAll(dead.SweepAsync().AsTask(), alive.SweepAsync().AsTask());

        Assert.Equal(UsageOutcome.Lost, Assert.Single(await alive.RecordsAsync()).Outcome);
        Assert.Equal(new LimitBalance(tokens, 500, 0), await alive.BalanceAsync(tokens));
        Assert.Equal(new LimitBalance(running, 0, 0), await alive.BalanceAsync(running));

        // On the next day, so that the sums of two days change.
        var late = RedisBook.Record("inf_1", at: RedisBook.Now.AddDays(1));
        await alive.SettleAsync(late, lease, new Charge(tokens, 40), new Charge(running, 1));
        await dead.SettleAsync(late, lease, new Charge(tokens, 40), new Charge(running, 1));

        Assert.Equal(late, Assert.Single(await alive.RecordsAsync()));
        Assert.Equal(new LimitBalance(tokens, 40, 0), await alive.BalanceAsync(tokens));
        var total = await alive.TotalAsync();
        Assert.Equal(UsageCounts.Of(late).NonZero, total.NonZero);
    }

    [Fact]
    public async Task SettlementThatForgetsItsLease_IsAMistake_AndFreesNothing_WhileOthersOfItsBatchAreSettled()
    {
        await using var book = await RedisBook.SharedAsync();
        var budget = RedisBook.Limit(LimitKind.DayBudget, 100);
        await book.ReserveAsync("inf_0", new Charge(budget, 60));

        var settlements = Enumerable.Range(0, 20).Select(index => book.SettleAsync(RedisBook.Record($"inf_{index}")).AsTask()).ToArray();

        await Assert.ThrowsAnyAsync<ArgumentException>(() => settlements[0]);
        await Task.WhenAll(settlements[1..]);
        Assert.Equal(new LimitBalance(budget, 0, 60), await book.BalanceAsync(budget));
        Assert.Equal(19, (await book.RecordsAsync()).Count);
    }

    [Fact]
    public async Task IdThatIsHeld_IsNotReservedForSomethingElse()
    {
        await using var book = await RedisBook.SharedAsync();
        var requests = RedisBook.Limit(LimitKind.Requests, 5);
        await book.ReserveAsync("inf_1", new Charge(requests, 1));

        await Assert.ThrowsAsync<ArgumentException>(async () => await book.ReserveAsync("inf_1", new Charge(requests, 2)));

        Assert.Equal(new LimitBalance(requests, 0, 1), await book.BalanceAsync(requests));
    }

    [Fact]
    public async Task AnotherProcess_SweepsOrganizations_ThatItNeverServed()
    {
        await using var dead = await RedisBook.SharedAsync();
        await using var alive = await RedisBook.SharedAsync(dead.Store.Prefix);
        await dead.ReserveAsync("inf_1");

        Assert.Equal([RedisBook.Organization], await alive.Organizations.AllAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Background_RecordsLostCalls_OfEveryOrganization()
    {
        var clock = new FakeTimeProvider(RedisBook.Now);
        await using var dead = await RedisBook.SharedAsync(clock: clock);
        await dead.ReserveAsync("inf_1", TimeSpan.FromSeconds(3));
        await using var alive = await RedisBook.SharedAsync(dead.Store.Prefix, clock);
        var time = new TestClock();
        using var sweeper = new LeaseSweeper(alive.Sweep, alive.Organizations, time, NullLogger<LeaseSweeper>.Instance);
        await sweeper.StartAsync(TestContext.Current.CancellationToken);

        await time.NextWaitAsync();
        clock.Advance(TimeSpan.FromSeconds(3));
        time.Advance(TimeSpan.FromSeconds(5));

        IReadOnlyList<UsageRecord> records;
        do
        {
            records = await alive.RecordsAsync();
        }
        while (records.Count == 0);

        Assert.Equal(("inf_1", UsageOutcome.Lost), (Assert.Single(records).Id, records[0].Outcome));
        await sweeper.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task ClockSetBack_AcrossMidnight_ForgetsNoMoney()
    {
        var clock = new SettableClock(new DateTimeOffset(2026, 3, 1, 0, 0, 1, TimeSpan.Zero));
        await using var book = await RedisBook.SharedAsync(clock: clock);
        var day = RedisBook.Limit(LimitKind.DayBudget, 1_000);
        await book.SettleAsync(RedisBook.Record("inf_1"), (await book.ReserveAsync("inf_1", new Charge(day, 400))).Lease, new Charge(day, 400));

        clock.Now = clock.Now.AddSeconds(-2);
        var lease = (await book.ReserveAsync("inf_2", new Charge(day, 500))).Lease;

        Assert.Equal(new LimitBalance(day, 400, 500), await book.BalanceAsync(day));
        await book.SettleAsync(RedisBook.Record("inf_2"), lease, new Charge(day, 0));
        Assert.Equal(new LimitBalance(day, 400, 0), await book.BalanceAsync(day));
    }

    [Fact]
    public async Task ClockSetBack_ByHours_DoesNotCloseAWindowForHours()
    {
        var clock = new SettableClock(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        await using var book = await RedisBook.SharedAsync(clock: clock);
        var requests = RedisBook.Limit(LimitKind.Requests, 1);
        await book.ReserveAsync("inf_1", new Charge(requests, 1));

        clock.Now = clock.Now.AddSeconds(-30);
        Assert.Equal(TimeSpan.FromSeconds(91), (await book.ReserveAsync("inf_2", new Charge(requests, 1))).Refusal?.RetryAfter);

        clock.Now = clock.Now.AddHours(-5);
        Assert.NotNull((await book.ReserveAsync("inf_3", new Charge(requests, 1))).Lease);
    }

    private sealed class SettableClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
