using Microsoft.Data.Sqlite;
using RawInference.State.Registry;

namespace RawInference.State.Local;

/// <summary>Entries in the state database. Writes are on the disk when they end.</summary>
internal sealed class SqliteRegistry<TEntry> : IRegistry<TEntry>
    where TEntry : class, IRegistryEntry
{
    private const string Columns = "id, organization, version, json";
    private const string NextChange = "(SELECT coalesce(max(change), 0) + 1 FROM registry)";

    private static readonly string Kind = RegistryKind.Of<TEntry>();

    private readonly SqliteDatabase _database;

    public SqliteRegistry(SqliteDatabase database, SqliteRegistryWatch watch)
    {
        _database = database;
        watch.Changed += (kind, id) =>
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
        var rows = await _database.ReadAsync(
            connection => Read(connection.Prepared($"SELECT {Columns} FROM registry WHERE kind = $kind AND id = $id", ("$kind", Kind), ("$id", id))),
            cancellationToken);
        return rows is [var row] ? EntryOf(row) : null;
    }

    public async ValueTask<IReadOnlyList<TEntry>> ListAsync(string? organization, string? after, int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var rows = await _database.ReadAsync(
            connection => Read(organization is null
                ? connection.Prepared(
                    $"SELECT {Columns} FROM registry WHERE kind = $kind AND id > $after ORDER BY id LIMIT $count",
                    ("$kind", Kind),
                    ("$after", after ?? ""),
                    ("$count", count))
                : connection.Prepared(
                    $"SELECT {Columns} FROM registry WHERE kind = $kind AND organization = $organization AND id > $after ORDER BY id LIMIT $count",
                    ("$kind", Kind),
                    ("$organization", organization),
                    ("$after", after ?? ""),
                    ("$count", count))),
            cancellationToken);
        return [.. rows.Select(EntryOf)];
    }

    public ValueTask<bool> AddAsync(TEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentOutOfRangeException.ThrowIfNotEqual(entry.Version, 1);
        return WriteAsync(
            entry,
            $"INSERT INTO registry (kind, id, organization, version, change, json) VALUES ($kind, $id, $organization, $version, {NextChange}, $json) ON CONFLICT (kind, id) DO NOTHING",
            cancellationToken);
    }

    public ValueTask<bool> ReplaceAsync(TEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentOutOfRangeException.ThrowIfLessThan(entry.Version, 2);
        // An entry never changes hands.
        return WriteAsync(
            entry,
            $"UPDATE registry SET version = $version, change = {NextChange}, json = $json WHERE kind = $kind AND id = $id AND organization = $organization AND version = $version - 1",
            cancellationToken);
    }

    private async ValueTask<bool> WriteAsync(TEntry entry, string sql, CancellationToken cancellationToken)
    {
        var json = RegistryJson.Write(entry);
        var written = await _database.WriteDurablyAsync(
            connection => connection.Execute(
                sql,
                ("$kind", Kind),
                ("$id", entry.Id),
                ("$organization", entry.Organization),
                ("$version", entry.Version),
                ("$json", json)) == 1,
            cancellationToken);
        if (written)
        {
            Changed(entry.Id);
        }

        return written;
    }

    private static List<(string Id, string Organization, long Version, string Json)> Read(SqliteCommand command)
    {
        using var reader = command.ExecuteReader();
        var rows = new List<(string Id, string Organization, long Version, string Json)>();
        while (reader.Read())
        {
            rows.Add((reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetString(3)));
        }

        return rows;
    }

    /// <summary>What an entry says of itself counts only where it is what it was found by.</summary>
    private static TEntry EntryOf((string Id, string Organization, long Version, string Json) row)
    {
        var entry = RegistryJson.Read<TEntry>(row.Json);
        return entry.Id == row.Id && entry.Organization == row.Organization && entry.Version == row.Version ? entry : throw RegistryJson.Damaged();
    }
}
