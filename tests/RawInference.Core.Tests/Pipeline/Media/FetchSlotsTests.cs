using RawInference.Core.Pipeline.Media;

namespace RawInference.Core.Tests.Pipeline.Media;

public sealed class FetchSlotsTests
{
    [Fact]
    public async Task SlotOfOneKey_IsWaitedForAndOtherKeysAreFree()
    {
        var slots = new FetchSlots(perKey: 2);
        var first = await slots.EnterAsync("a", CancellationToken.None);
        using var second = await slots.EnterAsync("a", CancellationToken.None);

        var third = slots.EnterAsync("a", CancellationToken.None).AsTask();
        using var other = await slots.EnterAsync("b", CancellationToken.None);
        Assert.False(third.IsCompleted);

        first.Dispose();
        (await third).Dispose();
    }

    [Fact]
    public async Task KeyThatNobodyUses_TakesNoMemory()
    {
        var slots = new FetchSlots(perKey: 1);
        for (var key = 0; key < 100; key++)
        {
            (await slots.EnterAsync($"{key}", CancellationToken.None)).Dispose();
        }

        Assert.Equal(0, slots.Count);
    }

    [Fact]
    public async Task WaiterThatGivesUp_LeavesNothingBehind()
    {
        var slots = new FetchSlots(perKey: 1);
        using var giveUp = new CancellationTokenSource();
        var held = await slots.EnterAsync("a", CancellationToken.None);
        var waiting = slots.EnterAsync("a", giveUp.Token).AsTask();

        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        held.Dispose();
        Assert.Equal(0, slots.Count);
    }

    [Fact]
    public async Task ManyAtOnce_NeverPassTheCap()
    {
        var slots = new FetchSlots(perKey: 3);
        var (inside, most) = (0, 0);
        await Parallel.ForAsync(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 20 }, async (_, cancellationToken) =>
        {
            using var slot = await slots.EnterAsync("a", cancellationToken);
            InterlockedMax(ref most, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
        });

        Assert.InRange(most, 1, 3);
        Assert.Equal(0, slots.Count);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); seen < value; seen = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, value, seen);
        }
    }
}
