using RawInference.Core.Limits;
using RawInference.Core.Pipeline.Limits;
using RawInference.Core.Usage;
using RawInference.Testing.Store;

namespace RawInference.State.Tests.Redis.Ledger;

/// <summary>Servers of their own, that break.</summary>
public sealed class RedisLedgerFailureTests
{
    private static readonly LimitDimension Tokens = RedisBook.Limit(LimitKind.Tokens, 1_000_000);

    [Fact]
    public async Task KilledServer_HasWhatItAcknowledged()
    {
        Assert.SkipUnless(StoreServer.CanBeKilled, "needs redis-server");
        await using var server = await StoreServer.StartAsync("--appendonly", "yes", "--appendfsync", "always");
        await using var book = new RedisBook(server.ConnectionString);
        var settled = new HashSet<string>();
        var enough = new TaskCompletionSource();
        var calls = Enumerable.Range(0, 32).Select(async worker =>
        {
            try
            {
                for (var call = 0; ; call++)
                {
                    var id = $"inf_{worker}_{call}";
                    var lease = (await book.ReserveAsync(id, new Charge(Tokens, 5))).Lease;
                    await book.SettleAsync(RedisBook.Record(id), lease, new Charge(Tokens, 2));
                    lock (settled)
                    {
                        settled.Add(id);
                        if (settled.Count == 500)
                        {
                            enough.SetResult();
                        }
                    }
                }
            }
            catch (InferenceException exception) when (exception.Code == InferenceErrorCode.Unavailable)
            {
                // The server is gone: what was not acknowledged may be there or not.
            }
        }).ToArray();
        await enough.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        await server.KillAsync();
        await Task.WhenAll(calls);
        await server.StartAgainAsync();

        await using var after = new RedisBook(server.ConnectionString, book.Store.Prefix);
        var records = await after.RecordsAsync();
        Assert.Superset(settled, records.Select(record => record.Id).ToHashSet());
        Assert.InRange(records.Count, settled.Count, settled.Count + 32);
        Assert.Equal(records.Count, (await after.TotalAsync())[UsageClass.Requests]);
        var balance = await after.BalanceAsync(Tokens);
        Assert.Equal(records.Count * 2, balance.Settled);
        Assert.InRange(balance.Reserved, 0, 32 * 5);
    }

    [Fact]
    public async Task SettlementsOfAServerThatHangs_FailInTime_AndCountOnceWhenSentAgain()
    {
        Assert.SkipUnless(StoreServer.CanBeKilled, "needs redis-server");
        await using var server = await StoreServer.StartAsync();
        await using var book = new RedisBook(server.ConnectionString, timeout: TimeSpan.FromMilliseconds(500));
        var lease = (await book.ReserveAsync("inf_0", new Charge(Tokens, 5))).Lease;
        await server.PauseAsync();

        // Of these some are on the wire, which will be carried out, and some wait behind them.
        var hanging = Enumerable.Range(0, 1_000).Select(SettleAsync).ToArray();
        foreach (var call in hanging)
        {
            Assert.Equal(InferenceErrorCode.Unavailable, (await Assert.ThrowsAsync<InferenceException>(() => call)).Code);
        }

        await server.ResumeAsync();
        await using var patient = new RedisBook(server.ConnectionString, book.Store.Prefix);
        await Task.WhenAll(Enumerable.Range(0, 1_000).Select(index => patient.SettleAsync(RedisBook.Record($"inf_{index}"), index == 0 ? lease : null, new Charge(Tokens, 2)).AsTask()));

        Assert.Equal(1_000, (await patient.TotalAsync())[UsageClass.Requests]);
        Assert.Equal(1_000, (await patient.RecordsAsync()).Count);
        Assert.Equal(new LimitBalance(Tokens, 2_000, 0), await patient.BalanceAsync(Tokens));

        Task SettleAsync(int index) => book.SettleAsync(RedisBook.Record($"inf_{index}"), index == 0 ? lease : null, new Charge(Tokens, 2)).AsTask();
    }

    [Fact]
    public async Task FullServer_RefusesWhole_AndGoesOnWhenThereIsRoom()
    {
        Assert.SkipUnless(StoreServer.CanBeKilled, "needs redis-server");
        await using var server = await StoreServer.StartAsync();
        await using var book = new RedisBook(server.ConnectionString);
        var lease = (await book.ReserveAsync("inf_1", new Charge(Tokens, 5))).Lease;
        await server.SetMaxMemoryAsync(1);

        var reserve = await Assert.ThrowsAsync<InferenceException>(async () => await book.ReserveAsync("inf_2", new Charge(Tokens, 5)));
        var settle = await Assert.ThrowsAsync<InferenceException>(async () => await book.SettleAsync(RedisBook.Record("inf_1"), lease, new Charge(Tokens, 2)));

        Assert.Equal((InferenceErrorCode.Unavailable, InferenceErrorCode.Unavailable), (reserve.Code, settle.Code));
        await server.SetMaxMemoryAsync(0);
        Assert.Equal(new LimitBalance(Tokens, 0, 5), await book.BalanceAsync(Tokens));
        await book.SettleAsync(RedisBook.Record("inf_1"), lease, new Charge(Tokens, 2));
        Assert.Equal(new LimitBalance(Tokens, 2, 0), await book.BalanceAsync(Tokens));
        Assert.Equal(1, (await book.TotalAsync())[UsageClass.Requests]);
    }
}
