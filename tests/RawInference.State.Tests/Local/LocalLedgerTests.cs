using Microsoft.Extensions.Hosting;
using RawInference.Core.Limits;
using RawInference.Core.Pipeline.Limits;
using RawInference.Core.Pipeline.Metering;
using RawInference.State.Local;
using RawInference.State.Tests.Contract;
using RawInference.State.Usage;

namespace RawInference.State.Tests.Local;

public sealed class LocalLedgerTests : IAsyncDisposable
{
    private static readonly LimitDimension Tokens = Calls.Limit(LimitKind.Tokens, 100);

    private readonly LocalLedgerStore _store = new();
    private readonly Calls _calls;

    public LocalLedgerTests() => _calls = new Calls(_store);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task ReservationThatCannotBeWrittenDown_HoldsNothing()
    {
        await _calls.BalanceAsync(Tokens);
        await RenameAsync("usage_leases", "gone");

        await Assert.ThrowsAnyAsync<Exception>(() => _calls.ReserveAsync(new Charge(Tokens, 60)).AsTask());

        Assert.Equal(new LimitBalance(Tokens, 0, 0), await _calls.BalanceAsync(Tokens));
        await RenameAsync("gone", "usage_leases");
        await _calls.HoldAsync(new Charge(Tokens, 100));
    }

    [Fact]
    public async Task SettlementThatCannotBeWrittenDown_FreesNothing_AndMayBeTriedAgain()
    {
        var lease = await _calls.HoldAsync(new Charge(Tokens, 60));
        await RenameAsync("usage_rollups", "gone");

        await Assert.ThrowsAnyAsync<Exception>(() => _calls.SettleAsync(lease, 10).AsTask());

        Assert.Equal(new LimitBalance(Tokens, 0, 60), await _calls.BalanceAsync(Tokens));
        Assert.Empty(await _calls.RecordsAsync());
        await RenameAsync("gone", "usage_rollups");
        await _calls.SettleAsync(lease, 10);
        Assert.Equal(new LimitBalance(Tokens, 10, 0), await _calls.BalanceAsync(Tokens));
        Assert.Single(await _calls.RecordsAsync());
    }

    [Fact]
    public async Task CallerWhoHasLeft_HoldsNothing()
    {
        var request = new ReservationRequest(
            Calls.NewId(), _calls.Organization, [new(Tokens, 60)], Calls.HeldFor, _calls.Record("inf_1"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _store.Ledger.ReserveAsync(request, new CancellationToken(canceled: true)).AsTask());

        Assert.Equal(new LimitBalance(Tokens, 0, 0), await _calls.BalanceAsync(Tokens));
    }

    [Fact]
    public async Task SettlementThatForgetsItsLease_IsAMistake_AndFreesNothing()
    {
        var lease = await _calls.HoldAsync(new Charge(Tokens, 60));

        await Assert.ThrowsAnyAsync<ArgumentException>(() =>
            _store.Ledger.SettleAsync(new Settlement(_calls.Record(lease.Id), null, []), CancellationToken.None).AsTask());

        Assert.Equal(new LimitBalance(Tokens, 0, 60), await _calls.BalanceAsync(Tokens));
        await _calls.SettleAsync(lease, 10);
        Assert.Equal(new LimitBalance(Tokens, 10, 0), await _calls.BalanceAsync(Tokens));
    }

    [Fact]
    public async Task RefusedCall_TouchesNoDisk()
    {
        await _calls.HoldAsync(new Charge(Tokens, 100));
        await RenameAsync("usage_leases", "gone");

        await _calls.RefusedAsync(new Charge(Tokens, 1));
    }

    [Fact]
    public void LocalState_KeepsLimitsAndUsageHere()
    {
        using var state = new LocalState([]);

        Assert.IsType<LocalLedger>(state.Get<ILedger>());
        Assert.IsType<SqliteUsageReader>(state.Get<IUsageReader>());
        Assert.Contains(state.Get<IEnumerable<IHostedService>>(), service => service is UsageKeeper);
    }

    private ValueTask<int> RenameAsync(string table, string name) =>
        _store.Database.WriteAsync(connection => connection.Execute($"ALTER TABLE {table} RENAME TO {name}"));
}
