using RawInference.Core.Limits;
using RawInference.Core.Pipeline.Limits;
using RawInference.Core.Pipeline.Metering;
using RawInference.Core.Usage;
using RawInference.State.Tests.Contract;

namespace RawInference.State.Tests.Local;

/// <summary>What a process that dies leaves to the next one.</summary>
public sealed class LocalLedgerCrashTests : IAsyncDisposable
{
    private static readonly LimitDimension Requests = Calls.Limit(LimitKind.Requests, 10);
    private static readonly LimitDimension Tokens = Calls.Limit(LimitKind.Tokens, 1_000);
    private static readonly LimitDimension Running = Calls.Limit(LimitKind.Concurrency, 1);
    private static readonly LimitDimension Day = Calls.Limit(LimitKind.DayBudget, 1_000);
    private static readonly LimitDimension Month = Calls.Limit(LimitKind.MonthBudget, 1_000, LimitScope.Organization, "org");
    private static readonly LimitDimension Model = Calls.Limit(LimitKind.MonthBudget, 1_000, model: "fast");

    private readonly LocalLedgerStore _store = new();
    private readonly Calls _calls;

    public LocalLedgerCrashTests() => _calls = new Calls(_store);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task CallThatRan_IsLost_WithItsEstimateAndItsMoney()
    {
        var lease = await _calls.HoldAsync(new(Requests, 1), new(Tokens, 80), new(Running, 1), new(Day, 30), new(Model, 30));

        _store.Crash();

        Assert.Equal(new LimitBalance(Day, 30, 0), await _calls.BalanceAsync(Day));
        Assert.Equal(new LimitBalance(Model, 30, 0), await _calls.BalanceAsync(Model));
        Assert.Equal(new LimitBalance(Tokens, 80, 0), await _calls.BalanceAsync(Tokens));
        Assert.Equal(new LimitBalance(Requests, 1, 0), await _calls.BalanceAsync(Requests));
        Assert.Equal(new LimitBalance(Running, 0, 0), await _calls.BalanceAsync(Running));
        var record = Assert.Single(await _calls.RecordsAsync());
        Assert.Equal((lease.Id, UsageOutcome.Lost, 80, 30), (record.Id, record.Outcome, record.ChargedTokens, record.ChargedNanoUsd));
    }

    [Fact]
    public async Task SettledCalls_KeepTheirRecordsAndTheirMoney_ForEachLimitAlone()
    {
        await _calls.SettleAsync(await _calls.HoldAsync(new(Day, 30), new(Month, 30), new(Model, 30)), 45, 45, 45);
        await _calls.SettleAsync(await _calls.HoldAsync(new(Day, 30), new(Month, 30)), 7, 7);

        _store.Crash();

        Assert.Equal(new LimitBalance(Day, 52, 0), await _calls.BalanceAsync(Day));
        Assert.Equal(new LimitBalance(Month, 52, 0), await _calls.BalanceAsync(Month));
        Assert.Equal(new LimitBalance(Model, 45, 0), await _calls.BalanceAsync(Model));
        Assert.Equal(2, (await _calls.RecordsAsync()).Count);
        Assert.Equal(52, (await _calls.TotalAsync())[UsageClass.ChargedNanoUsd]);
    }

    [Fact]
    public async Task MinuteThatBeganBefore_GoesOn_AndLeaves()
    {
        await _calls.SettleAsync(await _calls.HoldAsync(new(Requests, 1), new(Tokens, 80)), 1, 70);
        await _store.PassAsync(TimeSpan.FromSeconds(20));

        _store.Crash();

        Assert.Equal(new LimitBalance(Tokens, 70, 0), await _calls.BalanceAsync(Tokens));
        Assert.Equal(new LimitBalance(Requests, 1, 0), await _calls.BalanceAsync(Requests));
        await _store.PassAsync(TimeSpan.FromSeconds(41));
        Assert.Equal(new LimitBalance(Tokens, 0, 0), await _calls.BalanceAsync(Tokens));
    }

    [Fact]
    public async Task MinuteOfAModel_GoesOn_WhateverTheProviderCallsIt()
    {
        var ofModel = Calls.Limit(LimitKind.Tokens, 1_000, model: "openai/gpt-4o");
        var lease = await _calls.HoldAsync(new Charge(ofModel, 80));
        var record = _calls.Record(lease.Id, tokens: 70) with { Model = "gpt-4o-2024-08-06", AskedModel = "gpt-4o" };
        await _store.Ledger.SettleAsync(new Settlement(record, lease, [new(ofModel, 70)]), CancellationToken.None);

        _store.Crash();

        Assert.Equal(new LimitBalance(ofModel, 70, 0), await _calls.BalanceAsync(ofModel));
        Assert.Equal(record, Assert.Single(await _calls.RecordsAsync()));
    }

    [Fact]
    public async Task AnswersOfTheCache_AreNotCountedAsRequests()
    {
        var record = _calls.Record(Calls.NewId()) with { Cached = true };
        await _store.Ledger.SettleAsync(new Settlement(record, null, []), CancellationToken.None);

        _store.Crash();

        Assert.Equal(new LimitBalance(Requests, 0, 0), await _calls.BalanceAsync(Requests));
    }

    [Fact]
    public async Task LateSettlement_OfTheNextProcess_CorrectsTheLoss()
    {
        var lease = await _calls.HoldAsync(new Charge(Day, 30));
        _store.Crash();
        await _calls.BalanceAsync(Day);

        await _calls.SettleAsync(lease, 12);

        Assert.Equal(new LimitBalance(Day, 12, 0), await _calls.BalanceAsync(Day));
        _store.Crash(server: false);
        Assert.Equal(new LimitBalance(Day, 12, 0), await _calls.BalanceAsync(Day));
        Assert.Equal(UsageOutcome.Completed, Assert.Single(await _calls.RecordsAsync()).Outcome);
    }

    [Fact]
    public async Task ProcessBesideAServer_LeavesItsCallsAlone_UntilTheirTimeIsOver()
    {
        await _calls.HoldAsync(new Charge(Day, 30));

        _store.Crash(server: false);
        await _store.SweepAsync();
        Assert.Empty(await _calls.RecordsAsync());

        await _store.PassAsync(Calls.HeldFor);
        _store.Crash(server: false);
        await _store.SweepAsync();
        Assert.Equal(UsageOutcome.Lost, Assert.Single(await _calls.RecordsAsync()).Outcome);
    }

    [Fact]
    public async Task LossOfYesterday_IsNotChargedToToday()
    {
        await _calls.HoldAsync(new(Day, 30), new(Month, 30));
        await _store.PassAsync(TimeSpan.FromMinutes(2));

        _store.Crash();

        Assert.Equal(new LimitBalance(Day, 0, 0), await _calls.BalanceAsync(Day));
        Assert.Equal(new LimitBalance(Month, 0, 0), await _calls.BalanceAsync(Month));
    }

    [Fact]
    public async Task ProcessThatIsTakenForDead_SettlesItsCalls_AsIfNothingHadBeen()
    {
        var lease = await _calls.HoldAsync(new(Running, 1), new(Tokens, 80), new(Day, 30));
        var alive = _store.Ledger;
        _store.Crash();
        await _store.Ledger.ReadAsync(_calls.Organization, [], CancellationToken.None);

        await alive.SettleAsync(
            new Settlement(_calls.Record(lease.Id, nanoUsd: 5), lease, [new(Running, 0), new(Tokens, 10), new(Day, 5)]), CancellationToken.None);

        Assert.Equal(
            [new(Running, 0, 0), new(Tokens, 10, 0), new(Day, 5, 0)],
            await alive.ReadAsync(_calls.Organization, [Running, Tokens, Day], CancellationToken.None));
        Assert.Equal(UsageOutcome.Completed, Assert.Single(await _calls.RecordsAsync()).Outcome);
        Assert.Equal(5, (await _calls.TotalAsync())[UsageClass.ChargedNanoUsd]);
    }
}
