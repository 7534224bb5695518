using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Time.Testing;
using RawInference.State.Tests.Contract;
using RawInference.State.Tests.Local;

namespace RawInference.State.Tests.Redis.Ledger;

public sealed class RedisLedgerAgreementTests
{
    [Fact]
    public async Task AnyLife_IsAsOnOneMachine_ToTheMillisecond()
    {
        await using var local = new LocalLedgerStore();
        await using var redis = await RedisBook.SharedAsync(clock: new FakeTimeProvider(local.Now));

        Prop.ForAll(LedgerOperations.Lives(withTime: true), operations =>
        {
            var (said, expected) = RunBothAsync(redis, local, operations).GetAwaiter().GetResult();
            return said.SequenceEqual(expected).Label($"{string.Join('\n', said)}\n\non one machine:\n{string.Join('\n', expected)}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    /// <summary>Each in an organization of its own, and in the last minutes of a month.</summary>
    private static async Task<(IReadOnlyList<string> Said, IReadOnlyList<string> Expected)> RunBothAsync(
        ILedgerStore redis,
        LocalLedgerStore local,
        LedgerOperation[] operations)
    {
        var start = new DateTimeOffset(local.Now.Year, local.Now.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(2).AddSeconds(-89.75);
        await redis.PassAsync(start - redis.Now);
        await local.PassAsync(start - local.Now);
        return (await LedgerOperations.RunAsync(redis, operations, withTime: true), await LedgerOperations.RunAsync(local, operations, withTime: true));
    }
}
