using RawInference.State.Registry;
using StackExchange.Redis;

namespace RawInference.State.Redis;

/// <summary>Entries, each a hash, and their ids in sorted sets: one of all, one for each organization.</summary>
internal sealed class RedisRegistry<TEntry> : IRegistry<TEntry>
    where TEntry : class, IRegistryEntry
{
    private static readonly string Kind = RegistryKind.Of<TEntry>();
    private static readonly RedisScript WriteEntry = RedisScript.Load("write-entry");
    private static readonly RedisValue[] Fields = ["organization", "version", "json"];

    private readonly RedisCommands _commands;
    private readonly RedisKeys _keys;

    public RedisRegistry(RedisCommands commands, RedisKeys keys, RedisChanges changes)
    {
        _commands = commands;
        _keys = keys;
        changes.Changed += (kind, id) =>
        {
            if (kind is null || kind == Kind)
            {
                Changed(id);
            }
        };
    }

    public event Action<string?> Changed = _ => { };

    public async ValueTask<TEntry?> FindAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        var fields = await _commands.RunAsync("find-entry", database => ReadAsync(database, id), cancellationToken);
        return EntryOf(id, fields);
    }

    public async ValueTask<IReadOnlyList<TEntry>> ListAsync(string? organization, string? after, int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var rows = await _commands.RunAsync("list-entries", database => ReadAsync(database, organization, after, count), cancellationToken);
        // An id of the index is never without its entry: one script writes both.
        return [.. rows.Select(row => EntryOf(row.Id, row.Fields) is { } entry && (organization is null || entry.Organization == organization)
            ? entry
            : throw RegistryJson.Damaged())];
    }

    public ValueTask<bool> AddAsync(TEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentOutOfRangeException.ThrowIfNotEqual(entry.Version, 1);
        return WriteAsync(entry, cancellationToken);
    }

    public ValueTask<bool> ReplaceAsync(TEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentOutOfRangeException.ThrowIfLessThan(entry.Version, 2);
        return WriteAsync(entry, cancellationToken);
    }

    private async ValueTask<bool> WriteAsync(TEntry entry, CancellationToken cancellationToken)
    {
        RedisKey[] keys = [_keys.Entry(Kind, entry.Id), _keys.Index(Kind, entry.Organization), _keys.Index(Kind, null)];
        RedisValue[] values =
        [
            entry.Id, entry.Organization, entry.Version - 1, entry.Version, RegistryJson.Write(entry),
            _keys.Changes, RedisChanges.MessageOf(Kind, entry.Id),
        ];
        var written = (bool)await _commands.EvaluateAsync(WriteEntry, keys, values, cancellationToken);
        if (written)
        {
            Changed(entry.Id);
        }

        return written;
    }

    private Task<RedisValue[]> ReadAsync(IDatabase database, string id) => database.HashGetAsync(_keys.Entry(Kind, id), Fields);

    private async Task<(string Id, RedisValue[] Fields)[]> ReadAsync(IDatabase database, string? organization, string? after, int count)
    {
        RedisValue first = after is null ? RedisValue.Null : after;
        var ids = await database.SortedSetRangeByValueAsync(_keys.Index(Kind, organization), min: first, exclude: Exclude.Start, take: count);
        return await Task.WhenAll(ids.Select(async id => (id.ToString(), await ReadAsync(database, id.ToString()))));
    }

    /// <summary>What an entry says of itself counts only where it is what it was found by.</summary>
    private static TEntry? EntryOf(string id, RedisValue[] fields)
    {
        if (fields is not [{ IsNull: false } organization, { IsNull: false } version, { IsNull: false } json])
        {
            return Array.TrueForAll(fields, field => field.IsNull) ? null : throw RegistryJson.Damaged();
        }

        var entry = RegistryJson.Read<TEntry>(json.ToString());
        return entry.Id == id && entry.Organization == organization && entry.Version == version ? entry : throw RegistryJson.Damaged();
    }
}
