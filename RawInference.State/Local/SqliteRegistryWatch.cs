using Microsoft.Extensions.Logging;

namespace RawInference.State.Local;

/// <summary>
/// Tells what other processes (the command line) change in the registry. It reads what is behind the last change that it
/// saw: <c>PRAGMA data_version</c> alone would tell of every usage record, too.
/// </summary>
internal sealed class SqliteRegistryWatch : IDisposable, IAsyncDisposable
{
    /// <summary>Half of the second within which a revocation holds everywhere.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private const int PageSize = 256;

    private readonly SqliteDatabase _database;
    private readonly PeriodicWork _work;
    private long? _last;

    public SqliteRegistryWatch(SqliteDatabase database, TimeProvider time, ILogger<SqliteRegistryWatch> logger)
    {
        _database = database;
        _work = new PeriodicWork("Looking for changes of the registry", Interval, LookAsync, time, logger);
    }

    /// <summary>With the kind and the id of an entry that changed; both null when any may have.</summary>
    public event Action<string?, string?> Changed = (_, _) => { };

    public void Dispose() => _work.Dispose();

    public ValueTask DisposeAsync() => _work.DisposeAsync();

    private async Task LookAsync()
    {
        if (!_database.IsOpen)
        {
            // Nothing was read that could have changed.
            return;
        }

        if (_last is null)
        {
            _last = await _database.ReadAsync(connection => connection.Number("SELECT max(change) FROM registry") ?? 0);
            // Entries may have been read, and changed, before.
            Changed(null, null);
            return;
        }

        IReadOnlyList<(string Kind, string Id, long Number)> changes;
        do
        {
            changes = await _database.ReadAsync(connection => ChangesSince(connection, _last.Value));
            foreach (var (kind, id, number) in changes)
            {
                _last = number;
                Changed(kind, id);
            }
        }
        while (changes.Count == PageSize);
    }

    private static List<(string Kind, string Id, long Number)> ChangesSince(StateConnection connection, long last)
    {
        using var rows = connection.Prepared(
            "SELECT kind, id, change FROM registry WHERE change > $last ORDER BY change LIMIT $count",
            ("$last", last),
            ("$count", PageSize)).ExecuteReader();
        var changes = new List<(string Kind, string Id, long Number)>();
        while (rows.Read())
        {
            changes.Add((rows.GetString(0), rows.GetString(1), rows.GetInt64(2)));
        }

        return changes;
    }
}
