using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RawInference.State.Redis;
using RawInference.Testing.Store;
using StackExchange.Redis;

namespace RawInference.State.Tests.Redis;

/// <summary>A connection of one process to a server, with a key prefix that no other test has.</summary>
internal sealed class RedisStore : IAsyncDisposable
{
    public RedisStore(string connectionString, string? prefix = null, TimeProvider? time = null, TimeSpan? timeout = null)
    {
        Prefix = prefix ?? $"test:{Guid.NewGuid():N}:";
        var state = new StateOptions();
        state.Redis.KeyPrefix = Prefix;
        // Tests bear a busy machine; production waits 250 ms.
        state.Redis.Timeout = timeout ?? TimeSpan.FromSeconds(30);
        var settings = Settings.Of(new() { ["ConnectionStrings:state"] = connectionString });
        Connection = new RedisConnection(
            "state",
            async () => await ConnectionMultiplexer.ConnectAsync(settings.ToOptions()),
            NullLogger<RedisConnection>.Instance);
        Keys = new RedisKeys(Prefix);
        Commands = new RedisCommands(Connection, settings, Options.Create(state), time ?? TimeProvider.System);
    }

    public string Prefix { get; }

    public RedisConnection Connection { get; }

    public RedisKeys Keys { get; }

    public RedisCommands Commands { get; }

    /// <summary>On the server that all tests share.</summary>
    public static async Task<RedisStore> SharedAsync(string? prefix = null) => new((await StoreServer.SharedAsync()).ConnectionString, prefix);

    public async Task<IDatabase> DatabaseAsync() => (await Connection.GetAsync()).GetDatabase();

    public ValueTask DisposeAsync() => Connection.DisposeAsync();
}
