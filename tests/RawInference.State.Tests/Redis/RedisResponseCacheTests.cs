using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using RawInference.Core;
using RawInference.Core.Pipeline.Caching;
using RawInference.State.Caching;
using RawInference.State.Redis;
using RawInference.State.Tests.Contract;
using RawInference.Testing.Store;

namespace RawInference.State.Tests.Redis;

public sealed class RedisResponseCacheTests : ResponseCacheContract
{
    private readonly string _prefix = $"test:{Guid.NewGuid():N}:";
    private readonly TestFolder _folder = new();
    private readonly List<RedisStore> _connections = [];
    private readonly List<HybridResponseCache> _caches = [];

    [Fact]
    public async Task OtherProcess_FindsWhatThisOneStored_UntilItsTimeIsOver()
    {
        var other = await OpenAsync(new CachingOptions());
        await StoreAsync("org_a", "ns_a", "k", "hello", TimeSpan.FromSeconds(10));

        Assert.Equal("hello", await FindAsync("org_a", "ns_a", "k", other));
        Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(await FindAsync("org_a", "ns_a", "k", other));
    }

    [Fact]
    public async Task OtherProcess_ForgetsWithinASecond()
    {
        var other = await OpenAsync(new CachingOptions());
        await StoreAsync("org_a", "ns_a", "k", "hello");
        Assert.Equal("hello", await FindAsync("org_a", "ns_a", "k", other));
        await Cache.ClearAsync("org_a", "ns_a", CancellationToken.None);

        Assert.Null(await FindAsync("org_a", "ns_a", "k"));
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await FindAsync("org_a", "ns_a", "k", other));
    }

    [Theory]
    [InlineData("cache", true)]
    [InlineData("state", false)]
    public async Task Registered_SharesAnswersThroughTheCacheConnection_AndForgetsThroughEither(string connection, bool shares)
    {
        await using var services = await BuildAsync(connection);
        await using var others = await BuildAsync(connection);
        var (cache, other) = (services.GetRequiredService<IResponseCache>(), others.GetRequiredService<IResponseCache>());
        await cache.StoreAsync("org_a", "ns_a", "k", new byte[] { 1 }, Hour, CancellationToken.None);

        Assert.Equal(shares, (await other.FindAsync("org_a", "ns_a", "k", CancellationToken.None)).Answer is not null);
        Assert.NotNull((await cache.FindAsync("org_a", "ns_a", "k", CancellationToken.None)).Answer);
        await other.ClearAsync("org_a", "ns_a", CancellationToken.None);
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null((await cache.FindAsync("org_a", "ns_a", "k", CancellationToken.None)).Answer);
    }

    [Fact]
    public async Task GenerationThatTheStoreHasEvicted_DoesNotComeBack()
    {
        await StoreAsync("org_a", "ns_a", "k", "hello");
        await Cache.ClearAsync("org_a", "ns_a", CancellationToken.None);
        var database = await DatabaseAsync();
        await database.KeyDeleteAsync($"{_prefix}cache:generation:org_a:ns_a");
        Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await FindAsync("org_a", "ns_a", "k"));
        Assert.Null(await FindAsync("org_a", "ns_a", "k", await OpenAsync(new CachingOptions())));
    }

    [Fact]
    public async Task DamagedEntry_CountsAsMissing()
    {
        await StoreAsync("org_a", "ns_a", "k", "hello");
        var database = await DatabaseAsync();
        var key = Assert.Single(await EntriesAsync());
        var bytes = (byte[])(await database.StringGetAsync(key))!;
        await database.StringSetAsync(key, bytes.AsMemory(0, bytes.Length - 3));
        Assert.Null(await FindAsync("org_a", "ns_a", "k", await OpenAsync(new CachingOptions())));
        await database.StringSetAsync(key, "nonsense");

        Assert.Null(await FindAsync("org_a", "ns_a", "k", await OpenAsync(new CachingOptions())));
    }

    [Fact]
    public async Task StoreOfAnswers_HasNothingOfWhatWasAskedInItsKeys_AndATimeToLive()
    {
        await StoreAsync("org_a", "ns_a", "k", "hello", TimeSpan.FromSeconds(100));
        var left = await (await DatabaseAsync()).KeyTimeToLiveAsync(Assert.Single(await EntriesAsync()));

        Assert.InRange(left!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(100));
    }

    [Fact]
    public async Task StoreThatIsNotThere_IsAway_AndNothingIsForgottenForCertain()
    {
        var cache = Open(new CachingOptions(), "127.0.0.1:1");
        var found = await cache.FindAsync("org_a", "ns_a", "k", CancellationToken.None);

        Assert.Equal(new CacheLookup(null, IsAway: true), found);
        Assert.False(await cache.StoreAsync("org_a", "ns_a", "k", new byte[] { 1 }, Hour, CancellationToken.None));
        var failure = await Assert.ThrowsAsync<InferenceException>(() => cache.ClearAsync("org_a", "ns_a", CancellationToken.None).AsTask());
        Assert.Equal((InferenceErrorCode.Unavailable, TimeSpan.FromSeconds(1)), (failure.Code, failure.RetryAfter));
    }

    [Fact]
    public async Task StoreThatDies_IsDoneWithout_AndUsedAgainWhenItIsBack()
    {
        await using var server = await StoreServer.StartAsync();
        var cache = Open(new CachingOptions(), server.ConnectionString);
        await cache.StoreAsync("org_a", "ns_a", "k", new byte[] { 1 }, Hour, CancellationToken.None);
        await server.KillAsync();
        Clock.Advance(TimeSpan.FromSeconds(1));

        // What this process still has must not be answered either: it may have been forgotten elsewhere.
        Assert.True((await cache.FindAsync("org_a", "ns_a", "k", CancellationToken.None)).IsAway);
        await server.StartAgainAsync();
        var hang = Task.Delay(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        while ((await cache.FindAsync("org_a", "ns_a", "k", CancellationToken.None)).IsAway)
        {
            Assert.False(hang.IsCompleted);
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.True(await cache.StoreAsync("org_a", "ns_a", "k", new byte[] { 2 }, Hour, CancellationToken.None));
    }

    [Fact]
    public async Task StoreThatStalls_IsWaitedForOnce_AndThenLeftAlone()
    {
        Assert.SkipUnless(StoreServer.CanBeKilled, "Only a process of its own can be stopped.");
        await using var server = await StoreServer.StartAsync();
        var clock = new RawInference.Testing.TestClock();
        var options = new CachingOptions();
        var connection = await ConnectionAsync(server.ConnectionString);
        var cache = Open(options, connection, clock);
        await server.PauseAsync();
        try
        {
            var finding = cache.FindAsync("org_a", "ns_a", "k", CancellationToken.None).AsTask();
            while (await clock.NextWaitAsync() != options.StoreTimeout)
            {
            }

            clock.Advance(options.StoreTimeout);
            Assert.True((await finding.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).IsAway);

            // Nobody moves the clock: a second question to the store would wait for ever.
            var second = cache.FindAsync("org_a", "ns_a", "k", CancellationToken.None).AsTask();
            Assert.True((await second.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).IsAway);
        }
        finally
        {
            await server.ResumeAsync();
        }
    }

    public override async ValueTask DisposeAsync()
    {
        _caches.ForEach(cache => cache.Dispose());
        foreach (var connection in _connections)
        {
            await connection.DisposeAsync();
        }

        _folder.Dispose();
    }

    private protected override async ValueTask<IResponseCache> OpenAsync(CachingOptions options) =>
        Open(options, (await StoreServer.SharedAsync()).ConnectionString);

    private HybridResponseCache Open(CachingOptions options, string connectionString)
    {
        var connection = new RedisStore(connectionString, _prefix);
        _connections.Add(connection);
        return Open(options, connection.Connection, Clock);
    }

    private HybridResponseCache Open(CachingOptions options, RedisConnection connection, TimeProvider clock)
    {
        var store = new CacheStore(connection, options.StoreTimeout, clock, NullLogger<CacheStore>.Instance);
        var cache = new HybridResponseCache(
            new HybridLevels(options, clock, store, _prefix),
            new RedisGenerations(store, _prefix, clock),
            options,
            clock,
            NullLogger<HybridResponseCache>.Instance);
        _caches.Add(cache);
        return cache;
    }

    /// <summary>A process in production, where nothing but the named connection is there.</summary>
    private async Task<ServiceProvider> BuildAsync(string connection)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            [$"ConnectionStrings:{connection}"] = (await StoreServer.SharedAsync()).ConnectionString,
            ["RawInference:State:Redis:KeyPrefix"] = _prefix,
        }).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Clock).AddSingleton<IConfiguration>(configuration);
        new RawInferenceBuilder(services).AddState(configuration, _folder.Path, production: true);
        return services.BuildServiceProvider();
    }

    private async Task<RedisConnection> ConnectionAsync(string connectionString)
    {
        var store = new RedisStore(connectionString, _prefix);
        _connections.Add(store);
        await store.DatabaseAsync();
        return store.Connection;
    }

    private async Task<StackExchange.Redis.IDatabase> DatabaseAsync() =>
        await _connections[0].DatabaseAsync();

    private async Task<IReadOnlyList<StackExchange.Redis.RedisKey>> EntriesAsync()
    {
        var multiplexer = (await DatabaseAsync()).Multiplexer;
        var keys = new List<StackExchange.Redis.RedisKey>();
        await foreach (var key in multiplexer.GetServers()[0].KeysAsync(pattern: $"{_prefix}cache:org_a:*"))
        {
            keys.Add(key);
        }

        return keys;
    }
}
