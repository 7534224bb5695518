using Microsoft.Extensions.Time.Testing;
using RawInference.Core.Limits;
using RawInference.State.Local;
using RawInference.State.Tests.Contract;

namespace RawInference.State.Tests.Local;

/// <summary>The limiter by itself; what it has in common with other stores is in the contract.</summary>
public sealed class LocalLimiterTests
{
    private static readonly TimeSpan HeldFor = TimeSpan.FromMinutes(1);
    private static readonly LimitDimension Requests = Calls.Limit(LimitKind.Requests, 10);

    private readonly FakeTimeProvider _time = new(LocalLedgerStore.Start);
    private readonly LocalLimiter _limiter;

    public LocalLimiterTests() => _limiter = new LocalLimiter(_time);

    [Fact]
    public void PartiesThatUsedNothingForAWhile_AreForgotten()
    {
        for (var key = 0; key < 100; key++)
        {
            var id = $"inf_{key}";
            _limiter.Reserve(id, $"org_{key % 10}", [new(Requests with { ScopeId = $"key_{key}" }, 1)], HeldFor);
            _limiter.Settle(id, $"org_{key % 10}", [new(Requests with { ScopeId = $"key_{key}" }, 1)]);
        }

        Assert.Equal(10, _limiter.Organizations);
        _time.Advance(TimeSpan.FromMinutes(3));
        _limiter.Sweep();

        Assert.Equal(0, _limiter.Organizations);
        Assert.NotNull(_limiter.Reserve("inf_again", "org_1", [new(Requests, 10)], HeldFor).Lease);
    }

    [Fact]
    public async Task OrganizationThatASweepForgetsMeanwhile_CountsAnew()
    {
        var time = new GatedTime();
        var limiter = new LocalLimiter(time);
        limiter.Read("org", []);
        using var sweeping = new ManualResetEventSlim();
        using var waiting = new ManualResetEventSlim();
        time.NextRead = () =>
        {
            sweeping.Set();
            waiting.Wait(TimeSpan.FromSeconds(30));
        };

        var sweep = Task.Run(limiter.Sweep);
        Assert.True(sweeping.Wait(TimeSpan.FromSeconds(30)));
        var reserving = new Thread(() => limiter.Reserve("inf_1", "org", [new(Requests, 7)], HeldFor));
        reserving.Start();
        // It has found the organization, and waits for the sweep that is about to forget it.
        Assert.True(SpinWait.SpinUntil(() => reserving.ThreadState.HasFlag(ThreadState.WaitSleepJoin), TimeSpan.FromSeconds(30)));
        waiting.Set();
        await sweep;
        Assert.True(reserving.Join(TimeSpan.FromSeconds(30)));

        Assert.NotNull(limiter.Reserve("inf_2", "org", [new(Requests, 4)], HeldFor).Refusal);
    }

    [Fact]
    public void ClockThatGoesBack_KeepsNobodyWaitingLongerThanWasTold()
    {
        var time = new AdjustedTime();
        var limiter = new LocalLimiter(time);
        limiter.Reserve("inf_1", "org", [new(Requests, 10)], HeldFor);
        time.SetBack = TimeSpan.FromSeconds(90);

        var refusal = limiter.Reserve("inf_2", "org", [new(Requests, 1)], HeldFor).Refusal;

        Assert.Equal(TimeSpan.FromSeconds(60.75), refusal!.RetryAfter);
        Assert.Equal(new LimitBalance(Requests, 0, 10), Assert.Single(limiter.Read("org", [Requests])));
        time.Passed = TimeSpan.FromSeconds(60.75) - TimeSpan.FromTicks(1);
        Assert.NotNull(limiter.Reserve("inf_3", "org", [new(Requests, 1)], HeldFor).Refusal);
        time.Passed = TimeSpan.FromSeconds(60.75);
        Assert.NotNull(limiter.Reserve("inf_4", "org", [new(Requests, 10)], HeldFor).Lease);
    }

    [Fact]
    public void ReservationTakenBack_NeverWas()
    {
        var running = Calls.Limit(LimitKind.Concurrency, 1);
        var lease = _limiter.Reserve("inf_1", "org", [new(Requests, 10), new(running, 1)], HeldFor).Lease!;

        _limiter.Release(lease);

        Assert.NotNull(_limiter.Reserve("inf_2", "org", [new(Requests, 10), new(running, 1)], HeldFor).Lease);
    }

    [Fact]
    public void NegativeCharge_IsAMistake() => Assert.ThrowsAny<ArgumentException>(() =>
        _limiter.Reserve("inf_1", "org", [new(Requests, -1)], HeldFor));

    [Fact]
    public void IdThatIsHeld_IsNotHeldTwice()
    {
        _limiter.Reserve("inf_1", "org", [new(Requests, 1)], HeldFor);

        Assert.ThrowsAny<ArgumentException>(() => _limiter.Reserve("inf_1", "org", [new(Requests, 1)], HeldFor));
        Assert.Equal(new LimitBalance(Requests, 0, 1), Assert.Single(_limiter.Read("org", [Requests])));
    }

    /// <summary>Does something before it is read the next time.</summary>
    private sealed class GatedTime : TimeProvider
    {
        private Action? _nextRead;

        public Action? NextRead
        {
            set => _nextRead = value;
        }

        public override DateTimeOffset GetUtcNow()
        {
            Interlocked.Exchange(ref _nextRead, null)?.Invoke();
            return LocalLedgerStore.Start;
        }
    }

    /// <summary>A clock that somebody sets, beside a watch that goes on.</summary>
    private sealed class AdjustedTime : TimeProvider
    {
        public TimeSpan Passed { get; set; }

        public TimeSpan SetBack { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => LocalLedgerStore.Start + Passed - SetBack;

        public override long GetTimestamp() => Passed.Ticks;
    }
}
