using Microsoft.Extensions.Options;
using RawInference.Core.Limits;
using RawInference.Core.Pipeline.Metering;
using RawInference.Core.Usage;
using RawInference.State.Local;
using RawInference.State.Tests.Contract;

namespace RawInference.State.Tests.Local;

public sealed class UsageTrimmerTests : IAsyncDisposable
{
    private readonly LocalLedgerStore _store = new();
    private readonly Calls _calls;
    private readonly RecordingLogger<UsageTrimmer> _log = new();
    private readonly UsageTrimmer _trimmer;

    public UsageTrimmerTests()
    {
        _calls = new Calls(_store);
        _trimmer = new UsageTrimmer(_store.Database, Options.Create(_store.Options), _store.Time, _log);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task RecordsBeyondTheMost_MakeWay_TheOldestFirst_AndTotalsStay()
    {
        _store.Options.Usage.MaxRecords = 3;
        await SettleAsync(UsageTrimmer.Step + 20);
        var before = await _calls.RecordsAsync();

        await TrimAsync();

        Assert.Equal(before.Take(3), await _calls.RecordsAsync());
        Assert.Equal(UsageTrimmer.Step + 20, (await _calls.TotalAsync())[UsageClass.Requests]);
    }

    [Fact]
    public async Task RecordsTooOld_AreDeleted_WithoutAWarning_AndTotalsStay()
    {
        _store.Options.Usage.RecordDays = 1;
        await SettleAsync(UsageTrimmer.Step + 20);
        await _store.PassAsync(TimeSpan.FromDays(1));
        await SettleAsync(5);
        await _store.PassAsync(TimeSpan.FromSeconds(1));

        await TrimAsync();

        Assert.Equal(5, (await _calls.RecordsAsync()).Count);
        Assert.Equal(UsageTrimmer.Step + 25, (await _calls.TotalAsync())[UsageClass.Requests]);
        Assert.Empty(_log.Messages);
    }

    [Fact]
    public async Task NothingToDelete_DeletesNothing()
    {
        await TrimAsync();
        await SettleAsync(5);

        await TrimAsync();

        Assert.Equal(5, (await _calls.RecordsAsync()).Count);
    }

    [Fact]
    public async Task Dropping_IsSaidOnce_UntilItHasEnded()
    {
        _store.Options.Usage.MaxRecords = 3;
        await SettleAsync(5);
        await TrimAsync();
        await SettleAsync(1);
        await TrimAsync();
        Assert.Equal(
            "The book of usage is full: 2 records were dropped to keep the newest 3, before their 7 days were over. Totals stay exact",
            Assert.Single(_log.Messages));

        await TrimAsync();
        await SettleAsync(1);
        await TrimAsync();

        Assert.Equal(2, _log.Messages.Count);
    }

    [Fact]
    public async Task Sums_AreKeptForTheirDays()
    {
        _store.Options.Usage.RollupDays = 32;
        await SettleAsync(1);
        await _store.PassAsync(TimeSpan.FromDays(31));
        await SettleAsync(1);

        await TrimAsync();
        Assert.Equal(2, (await _calls.TotalAsync())[UsageClass.Requests]);

        await _store.PassAsync(TimeSpan.FromDays(1));
        await TrimAsync();
        Assert.Equal(1, (await _calls.TotalAsync())[UsageClass.Requests]);
    }

    [Fact]
    public async Task BudgetsOfDaysThatAreOver_AreForgotten_AndThePresentOnesAreNot()
    {
        var day = Calls.Limit(LimitKind.DayBudget, 100);
        var month = Calls.Limit(LimitKind.MonthBudget, 100);
        await _calls.SettleAsync(await _calls.HoldAsync(new(day, 1), new(month, 1)), 1, 1);
        await _store.PassAsync(TimeSpan.FromDays(1));
        await _calls.SettleAsync(await _calls.HoldAsync(new(day, 2), new(month, 2)), 2, 2);

        await TrimAsync();

        Assert.Equal(2, await _store.Database.ReadAsync(connection => connection.Number("SELECT count(*) FROM usage_budgets")));
        _store.Crash();
        Assert.Equal(new LimitBalance(month, 2, 0), await _calls.BalanceAsync(month));
    }

    private ValueTask TrimAsync() => _trimmer.TrimAsync(CancellationToken.None);

    private async Task SettleAsync(int count)
    {
        for (var index = 0; index < count; index++)
        {
            await _store.Ledger.SettleAsync(new Settlement(_calls.Record(Calls.NewId()), null, []), CancellationToken.None);
        }
    }
}
