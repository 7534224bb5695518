using RawInference.Core.Pipeline.Metering;
using RawInference.Core.Usage;
using RawInference.State.Usage;

namespace RawInference.State.Tests.Usage;

public sealed class MemoryLedgerTests
{
    private readonly MemoryLedger _ledger = new();

    [Fact]
    public async Task Records_AreReadNewestFirst()
    {
        await SettleAsync("inf_1");
        await SettleAsync("inf_2");
        await SettleAsync("inf_3");

        Assert.Equal(["inf_3", "inf_2"], Ids(2));
        Assert.Equal(["inf_3", "inf_2", "inf_1"], Ids(100));
    }

    [Fact]
    public async Task SameIdTwice_CountsOnce()
    {
        await SettleAsync("inf_1", "chat");
        await SettleAsync("inf_1", "embedding");

        Assert.Equal("chat", Assert.Single(_ledger.Newest(10)).Operation);
    }

    [Fact]
    public async Task BeyondItsCapacity_TheOldestMakeWay()
    {
        for (var index = 0; index < MemoryLedger.Capacity + 3; index++)
        {
            await SettleAsync($"inf_{index}");
        }

        var ids = Ids(int.MaxValue);
        Assert.Equal(MemoryLedger.Capacity, ids.Length);
        Assert.Equal("inf_3", ids[^1]);
    }

    [Fact]
    public async Task ManyWriters_LoseNothing()
    {
        await Parallel.ForAsync(0, 5_000, async (index, _) =>
        {
            await SettleAsync($"inf_{index / 2}");
        });

        Assert.Equal(Enumerable.Range(0, 2_500).Select(index => $"inf_{index}").Order(), Ids(int.MaxValue).Order());
    }

    [Fact]
    public void Ledger_OfTheProcess_IsTheReadableOne()
    {
        using var state = new LocalState([]);

        Assert.Same(state.Get<MemoryLedger>(), state.Get<ILedger>());
    }

    private string[] Ids(int count) => [.. _ledger.Newest(count).Select(record => record.Id)];

    private ValueTask SettleAsync(string id, string operation = "chat") => _ledger.SettleAsync(
        new Settlement(new UsageRecord
        {
            Id = id,
            At = DateTimeOffset.UnixEpoch,
            Organization = "org_default",
            Namespace = "ns_1",
            KeyId = "build",
            Operation = operation,
            Outcome = UsageOutcome.Completed,
        }, null, []),
        CancellationToken.None);
}
