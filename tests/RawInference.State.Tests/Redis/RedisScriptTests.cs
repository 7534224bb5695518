using RawInference.State.Redis;
using StackExchange.Redis;

namespace RawInference.State.Tests.Redis;

public sealed class RedisScriptTests
{
    private static readonly RedisScript Release = RedisScript.Load("release-idempotency");

    [Fact]
    public async Task Script_RunsByItsText_WhereTheServerForgotIt()
    {
        // Flushing is for the whole server, and the client's other scripts must bear it, too.
        await using var store = await RedisStore.SharedAsync();
        var server = await RawInference.Testing.Store.StoreServer.SharedAsync();
        for (var round = 0; round < 3; round++)
        {
            await HoldAsync(store, "me");
            await server.AskAsync("SCRIPT", "FLUSH");

            Assert.Equal(1, (int)await RunAsync(store, "me"));
        }
    }

    [Fact]
    public async Task Script_RunsByItsHash_WhereTheServerKnowsIt()
    {
        await using var store = await RedisStore.SharedAsync();
        await RunAsync(store, "nobody");
        await HoldAsync(store, "me");

        Assert.Equal(0, (int)await RunAsync(store, "other"));
        Assert.Equal(1, (int)await RunAsync(store, "me"));
    }

    [Fact]
    public void UnknownScript_IsNamed() =>
        Assert.Contains("'nothing'", Assert.Throws<ArgumentException>(() => RedisScript.Load("nothing")).Message, StringComparison.Ordinal);

    private static async Task HoldAsync(RedisStore store, string owner) =>
        await (await store.DatabaseAsync()).HashSetAsync(store.Keys.Of("org_1", "held"), "owner", owner);

    private static ValueTask<RedisResult> RunAsync(RedisStore store, string owner) =>
        store.Commands.EvaluateAsync(Release, [store.Keys.Of("org_1", "held")], [owner], TestContext.Current.CancellationToken);
}
