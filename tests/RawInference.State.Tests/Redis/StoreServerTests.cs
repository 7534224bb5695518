using RawInference.Testing.Store;

namespace RawInference.State.Tests.Redis;

public sealed class StoreServerTests
{
    /// <summary>Its name in the list of tests says which server they ran on.</summary>
    public static TheoryData<string> Store => new(StoreKind.Name);

    [Theory]
    [MemberData(nameof(Store))]
    public async Task RedisTests_RanOn(string store)
    {
        var server = await StoreServer.SharedAsync();
        var answer = await server.AskAsync("INFO", "SERVER");

        TestContext.Current.TestOutputHelper!.WriteLine($"The Redis tests ran on {store}.");
        Assert.Equal(StoreServer.CanBeKilled, answer.Contains("redis_version:", StringComparison.Ordinal) && !answer.Contains("garnet_version:", StringComparison.Ordinal));
    }
}
