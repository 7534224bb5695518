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

    public UsageKeeperTests() => _calls = new Calls(_store);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task ProcessThatStarts_RecordsWhatADeadOneLeft()
    {
        await _calls.HoldAsync();
        _store.Crash();

        await KeepUntilAsync(async () => (await _calls.RecordsAsync()).Count == 1);
    }

    [Fact]
    public async Task CallThatRunsOut_IsRecorded_AndTooManyRecordsAreDropped_WhileTheProcessRuns()
    {
        _store.Options.Usage.MaxRecords = 1;
        await _calls.HoldAsync(new Charge(Calls.Limit(LimitKind.Tokens, 100), 10));
        await _calls.HoldAsync();

        await KeepUntilAsync(async () => (await _calls.TotalAsync())[UsageClass.Lost] == 2 && (await _calls.RecordsAsync()).Count == 1);
    }

    /// <summary>Second by second.</summary>
    private async Task KeepUntilAsync(Func<Task<bool>> condition)
    {
        var trimmer = new UsageTrimmer(_store.Database, Options.Create(_store.Options), _store.Time, NullLogger<UsageTrimmer>.Instance);
        using var keeper = new UsageKeeper((LocalLedger)_store.Ledger, trimmer, _store.Time, NullLogger<UsageKeeper>.Instance);
        await keeper.StartAsync(CancellationToken.None);
        using var hang = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await condition())
        {
            hang.Token.ThrowIfCancellationRequested();
            _store.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await keeper.StopAsync(CancellationToken.None);
    }
}
