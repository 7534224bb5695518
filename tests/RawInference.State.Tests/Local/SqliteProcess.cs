using Microsoft.Extensions.Logging.Abstractions;
using RawInference.Core.Pipeline.Idempotency;
using RawInference.State.Keys;
using RawInference.State.Local;
using RawInference.State.Organizations;
using RawInference.State.Registry;

namespace RawInference.State.Tests.Local;

/// <summary>The state database of a folder as a process has it. Several in one test are several processes.</summary>
internal sealed class SqliteProcess : IAsyncDisposable
{
    private readonly SqliteRegistryWatch _watch;
    private readonly SqliteIdempotencyStore _idempotency;
    private readonly object[] _registries;

    public SqliteProcess(DataFolder folder, TimeProvider time)
    {
        Database = new SqliteDatabase(folder);
        _watch = new SqliteRegistryWatch(Database, time, NullLogger<SqliteRegistryWatch>.Instance);
        _idempotency = new SqliteIdempotencyStore(Database, time, NullLogger<SqliteIdempotencyStore>.Instance);
        _registries = [new SqliteRegistry<KeyEntry>(Database, _watch), new SqliteRegistry<OrganizationEntry>(Database, _watch)];
    }

    public SqliteDatabase Database { get; }

    public IIdempotencyStore Idempotency => _idempotency;

    public IRegistry<TEntry> Registry<TEntry>()
        where TEntry : class, IRegistryEntry => _registries.OfType<IRegistry<TEntry>>().Single();

    public async ValueTask DisposeAsync()
    {
        await _idempotency.DisposeAsync();
        await _watch.DisposeAsync();
        await Database.DisposeAsync();
    }
}
