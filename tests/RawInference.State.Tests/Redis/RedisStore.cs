using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using RawInference.State.Degraded;
using RawInference.State.Redis;
using RawInference.State.Registry;
using RawInference.Testing.Store;
using StackExchange.Redis;

namespace RawInference.State.Tests.Redis;

/// <summary>A connection of one process to a server, with a key prefix that no other test has.</summary>
internal sealed class RedisStore : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Type, Lazy<object>> _registries = [];
    private readonly Lazy<RedisChanges> _changes;

    public RedisStore(
        string connectionString,
        string? prefix = null,
        TimeProvider? time = null,
        TimeSpan? timeout = null,
        Dictionary<string, string?>? settings = null)
    {
        Prefix = prefix ?? $"test:{Guid.NewGuid():N}:";
        var connection = Settings.Of(new(settings ?? []) { ["ConnectionStrings:state"] = connectionString });
        Connection = new RedisConnection(
            "state",
            async () => await ConnectionMultiplexer.ConnectAsync(connection.ToOptions()),
            NullLogger<RedisConnection>.Instance);
        Keys = new RedisKeys(Prefix);
        // Tests bear a busy machine; production waits 250 ms.
        Commands = new RedisCommands(
            Connection,
            connection,
            new StoreGate(NullLogger<StoreGate>.Instance),
            new AnswerWait(timeout ?? TimeSpan.FromSeconds(30), time ?? TimeProvider.System, isBusy: () => false));
        Idempotency = new RedisIdempotencyStore(Commands, Keys);
        _changes = new Lazy<RedisChanges>(() => new RedisChanges(Connection, Keys, TimeProvider.System, NullLogger<RedisChanges>.Instance));
    }

    public string Prefix { get; }

    public RedisConnection Connection { get; }

    public RedisKeys Keys { get; }

    public RedisCommands Commands { get; }

    public RedisIdempotencyStore Idempotency { get; }

    /// <summary>On the server that all tests share.</summary>
    public static async Task<RedisStore> SharedAsync(string? prefix = null) => new((await StoreServer.SharedAsync()).ConnectionString, prefix);

    public async Task<IDatabase> DatabaseAsync() => (await Connection.GetAsync()).GetDatabase();

    /// <summary>For the same kind the same object.</summary>
    public IRegistry<TEntry> Registry<TEntry>()
        where TEntry : class, IRegistryEntry =>
        (IRegistry<TEntry>)_registries.GetOrAdd(typeof(TEntry), _ => new Lazy<object>(() => new RedisRegistry<TEntry>(Commands, Keys, _changes.Value))).Value;

    public async ValueTask DisposeAsync()
    {
        if (_changes.IsValueCreated)
        {
            await _changes.Value.DisposeAsync();
        }

        await Connection.DisposeAsync();
    }
}
