using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RawInference.Core.Limits;
using RawInference.Core.Pipeline.Limits;
using RawInference.Core.Usage;
using RawInference.State.Local;
using RawInference.State.Tests.Contract;

namespace RawInference.State.Tests.Local;

public sealed class UsageKeeperTests : IAsyncDisposable
{
    private readonly LocalLedgerStore _store = new();
    private readonly Calls _calls;
    private readonly UsageKeeper _keeper;

    public UsageKeeperTests()
    {
        _calls = new Calls(_store);
        var trimmer = new UsageTrimmer(_store.Database, Options.Create(_store.Options), _store.Time, NullLogger<UsageTrimmer>.Instance);
        _keeper = new UsageKeeper((LocalLedger)_store.Ledger, trimmer, _store.Time, NullLogger<UsageKeeper>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _keeper.StopAsync(CancellationToken.None);
        _keeper.Dispose();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task Start_RecordsWhatADeadProcessLeft()
    {
        await _calls.HoldAsync();
        _store.Crash();
        var trimmer = new UsageTrimmer(_store.Database, Options.Create(_store.Options), _store.Time, NullLogger<UsageTrimmer>.Instance);
        using var keeper = new UsageKeeper((LocalLedger)_store.Ledger, trimmer, _store.Time, NullLogger<UsageKeeper>.Instance);

        await keeper.StartAsync(CancellationToken.None);

        await UntilAsync(async () => (await _calls.RecordsAsync()).Count == 1);
        await keeper.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task CallThatRunsOut_IsRecorded_AndTooManyRecordsAreDropped_WhileTheProcessRuns()
    {
        _store.Options.Usage.MaxRecords = 1;
        await _calls.HoldAsync(new Charge(Calls.Limit(LimitKind.Tokens, 100), 10));
        await _calls.HoldAsync();
        await _keeper.StartAsync(CancellationToken.None);

        await UntilAsync(async () =>
        {
            _store.Time.Advance(TimeSpan.FromSeconds(1));
            return (await _calls.TotalAsync())[UsageClass.Lost] == 2 && (await _calls.RecordsAsync()).Count == 1;
        });
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var hang = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await condition())
        {
            hang.Token.ThrowIfCancellationRequested();
        }
    }
}
