using RawInference.Core.Pipeline.Idempotency;
using RawInference.State.Tests.Contract;
using RawInference.Testing.Store;

namespace RawInference.State.Tests.Redis;

public sealed class RedisIdempotencyStoreTests : IdempotencyContract, IAsyncLifetime
{
    private readonly RedisProcesses _processes = new();

    protected override TimeSpan Short => TimeSpan.FromMilliseconds(50);

    public ValueTask InitializeAsync() => _processes.BeginAsync();

    public ValueTask DisposeAsync() => _processes.DisposeAsync();

    protected override IIdempotencyStore Open() => _processes.StartAnother().Idempotency;

    /// <summary>The server's clock is real: what is to pass must have passed there.</summary>
    protected override Task PassAsync(TimeSpan time) => Task.Delay(time + TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);

    [Fact]
    public async Task CallersWord_IsNotAmongTheKeysOrValues()
    {
        var process = _processes.StartAnother();
        await ClaimAsync(process.Idempotency, "the-owner");
        await CompleteAsync(process.Idempotency, "the-owner");

        var server = await StoreServer.SharedAsync();
        var keys = await server.AskAsync("KEYS", $"{process.Prefix}*");
        var key = keys.Split("\r\n")[2];
        var values = await server.AskAsync("HGETALL", key);

        Assert.StartsWith("*1\r\n", keys, StringComparison.Ordinal);
        Assert.StartsWith($"{process.Prefix}{{org_a}}:idempotency:ns_a:key_a:", key, StringComparison.Ordinal);
        Assert.Contains("answer", values, StringComparison.Ordinal);
        Assert.DoesNotContain("word", keys + values, StringComparison.Ordinal);
    }
}
