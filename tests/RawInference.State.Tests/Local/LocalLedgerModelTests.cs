using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Time.Testing;
using RawInference.State.Tests.Contract;

namespace RawInference.State.Tests.Local;

public sealed class LocalLedgerModelTests
{
    [Fact]
    public async Task AnyLife_IsAsTheModelSays()
    {
        await using var local = new LocalLedgerStore();

        Prop.ForAll(LedgerOperations.Lives(withTime: true), operations =>
        {
            var (said, expected) = RunBothAsync(local, operations).GetAwaiter().GetResult();
            return said.SequenceEqual(expected).Label($"{string.Join('\n', said)}\n\nthe model:\n{string.Join('\n', expected)}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
    }

    /// <summary>Each in an organization of its own, and in the last minutes of a month.</summary>
    private static async Task<(IReadOnlyList<string> Said, IReadOnlyList<string> Expected)> RunBothAsync(LocalLedgerStore local, LedgerOperation[] operations)
    {
        var start = new DateTimeOffset(local.Now.Year, local.Now.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(2).AddSeconds(-89.75);
        await local.PassAsync(start - local.Now);
        await using var model = new ModelStore(new FakeTimeProvider(start));
        return (await LedgerOperations.RunAsync(local, operations, withTime: true), await LedgerOperations.RunAsync(model, operations, withTime: true));
    }
}
