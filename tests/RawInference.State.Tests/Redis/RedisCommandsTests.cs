using System.Collections.Concurrent;
using System.Diagnostics;
using RawInference.State.Keys;
using RawInference.State.Tests.Contract;
using RawInference.Testing;
using RawInference.Testing.Store;

namespace RawInference.State.Tests.Redis;

public sealed class RedisCommandsTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(250);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SilentServer_IsNotWaitedFor_LongerThanTheTimeout()
    {
        using var server = new SilentServer();
        var clock = new TestClock();
        await using var store = new RedisStore(server.ConnectionString, time: clock, timeout: Timeout);

        var find = store.Registry<KeyEntry>().FindAsync("a-key", Token).AsTask();
        Assert.Equal(Timeout, await clock.NextWaitAsync());
        clock.Advance(Timeout - TimeSpan.FromTicks(1));
        Assert.False(find.IsCompleted);
        clock.Advance(TimeSpan.FromTicks(1));

        AssertUnavailable("did not answer in time", await Assert.ThrowsAsync<InferenceException>(() => find));
    }

    [Fact]
    public async Task PausedServer_IsNotWaitedFor_AndServesAgain()
    {
        await using var server = await StoreServer.StartAsync();
        if (!StoreServer.CanBeKilled)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(server.PauseAsync);
            return;
        }

        var clock = new TestClock();
        await using var store = new RedisStore(server.ConnectionString, time: clock, timeout: Timeout);
        await store.DatabaseAsync();
        await server.PauseAsync();

        var add = store.Registry<KeyEntry>().AddAsync(Entries.Key("a"), Token).AsTask();
        Assert.Equal(Timeout, await clock.NextWaitAsync());
        clock.Advance(Timeout);
        AssertUnavailable("did not answer in time", await Assert.ThrowsAsync<InferenceException>(() => add));

        await server.ResumeAsync();
        // What was left behind may still have been carried out, or not.
        Assert.True(await store.Registry<KeyEntry>().AddAsync(Entries.Key("b"), Token));
    }

    [Fact]
    public async Task CallerWhoLeaves_IsNotTheStoresFailure()
    {
        using var server = new SilentServer();
        await using var store = new RedisStore(server.ConnectionString);
        using var caller = new CancellationTokenSource();

        var find = store.Registry<KeyEntry>().FindAsync("a", caller.Token).AsTask();
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => find);
    }

    [Fact]
    public async Task ServerThatWasNeverThere_IsUnavailable()
    {
        var server = await StoreServer.StartAsync();
        await server.DisposeAsync();
        await using var store = new RedisStore(server.ImpatientConnectionString);

        AssertUnavailable("cannot be reached", await Assert.ThrowsAsync<InferenceException>(async () => await store.Registry<KeyEntry>().FindAsync("a-key", Token)));
    }

    [Fact]
    public async Task KilledServer_IsUnavailable_AndServesAgain_WithoutItsScripts_AndAnythingMayHaveChanged()
    {
        await using var server = await StoreServer.StartAsync();
        await using var store = new RedisStore(server.ConnectionString);
        var registry = store.Registry<KeyEntry>();
        await registry.AddAsync(Entries.Key("a"), Token);
        await server.KillAsync();

        AssertUnavailable("cannot be reached", await Assert.ThrowsAsync<InferenceException>(async () => await registry.FindAsync("a-key", Token)));

        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        registry.Changed += id =>
        {
            if (id is null)
            {
                told.TrySetResult();
            }
        };
        await server.StartAgainAsync();
        await told.Task.WaitAsync(TimeSpan.FromSeconds(60), Token);
        await ReachedAsync(store);
        Assert.True(await registry.AddAsync(Entries.Key("a"), Token));
    }

    [Fact]
    public async Task FullServer_RefusesWrites_AndStillReads()
    {
        await using var server = await StoreServer.StartAsync();
        if (!StoreServer.CanBeKilled)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => server.SetMaxMemoryAsync(1));
            return;
        }

        await using var store = new RedisStore(server.ConnectionString);
        var registry = store.Registry<KeyEntry>();
        await registry.AddAsync(Entries.Key("a"), Token);
        await server.SetMaxMemoryAsync(1);

        AssertUnavailable("is full", await Assert.ThrowsAsync<InferenceException>(async () => await registry.AddAsync(Entries.Key("a-key"), Token)));
        Assert.NotNull(await registry.FindAsync("a", Token));

        await server.SetMaxMemoryAsync(0);
        Assert.True(await registry.AddAsync(Entries.Key("a-key"), Token));
    }

    [Fact]
    public async Task ServerThatBecameAReplica_TakesNoWrites()
    {
        await using var server = await StoreServer.StartAsync();
        await using var store = new RedisStore(server.ConnectionString);
        if (!StoreServer.CanBeKilled)
        {
            // Garnet is no cluster here and has no replicas: what it says to a command that it does not know is a failure, too.
            AssertUnavailable("refused a command", await Assert.ThrowsAsync<InferenceException>(async () =>
                await store.Commands.RunAsync("nothing", database => database.ExecuteAsync("NOTACOMMAND"), Token)));
            return;
        }

        await store.Registry<KeyEntry>().AddAsync(Entries.Key("a"), Token);
        await server.AskAsync("REPLICAOF", "127.0.0.1", "1");

        AssertUnavailable("is not ready", await Assert.ThrowsAsync<InferenceException>(async () =>
            await store.Registry<KeyEntry>().AddAsync(Entries.Key("a-key"), Token)));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public async Task Command_IsTraced_UnlessThatIsSwitchedOff(bool disabled, int expected)
    {
        await using var store = new RedisStore(
            (await StoreServer.SharedAsync()).ConnectionString,
            settings: new() { ["Aspire:StackExchange:Redis:DisableTracing"] = $"{disabled}" });
        var spans = new ConcurrentQueue<Activity>();
        using var parent = new Activity("test").Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "RawInference",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);

        await store.Registry<KeyEntry>().FindAsync("a", Token);

        var own = spans.Where(span => span.TraceId == parent.TraceId).ToArray();
        Assert.Equal(expected, own.Length);
        Assert.All(own, span => Assert.Equal(("redis find-entry", "redis"), (span.DisplayName, span.GetTagItem("db.system.name"))));
    }

    /// <summary>Until the link for commands is there again, too: it has one of its own.</summary>
    private static async Task ReachedAsync(RedisStore store)
    {
        while (!(await store.DatabaseAsync()).IsConnected(default))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), Token);
        }
    }

    private static void AssertUnavailable(string problem, InferenceException exception)
    {
        Assert.Equal((InferenceErrorCode.Unavailable, $"The state store {problem}."), (exception.Code, exception.Message));
        Assert.Equal(TimeSpan.FromSeconds(1), exception.RetryAfter);
        Assert.NotNull(exception.InnerException);
        Assert.DoesNotContain("a-key", exception.ToString(), StringComparison.Ordinal);
    }
}
