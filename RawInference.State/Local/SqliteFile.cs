using Microsoft.Data.Sqlite;

namespace RawInference.State.Local;

/// <summary>The file of the state database, and how it is opened.</summary>
internal sealed class SqliteFile(DataFolder folder)
{
    /// <summary>The file's name in the data folder. SQLite puts its log beside it, with the same mode.</summary>
    public const string Name = "state.db";

    /// <summary>How long to wait for another process that writes. Those are the command line's, and short.</summary>
    private const int BusySeconds = 2;

    /// <summary>A connection that may write, to a file of the present schema, made where there is none.</summary>
    public StateConnection OpenForWriting()
    {
        folder.CreateIfMissing(Name);
        return Open(connection =>
        {
            // Two processes that open a new file at once both ask for it; the driver tries again while one is at it.
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = WAL";
            if (command.ExecuteScalar() is not "wal")
            {
                throw new IOException($"{folder.PathOf(Name)} cannot have a write-ahead log. Is the folder on a network share?");
            }

            // A log that one large write has grown is cut back.
            connection.Set("journal_size_limit = 67108864");
            connection.Set("synchronous = NORMAL");
            SqliteMigrations.Apply(connection, folder.PathOf(Name));
        });
    }

    /// <summary>A connection that only reads, to a file that was opened for writing before.</summary>
    public StateConnection OpenForReading() => Open(connection => connection.Set("query_only = ON"));

    private StateConnection Open(Action<StateConnection> prepare)
    {
        var connection = new StateConnection(new SqliteConnectionStringBuilder
        {
            DataSource = folder.PathOf(Name),
            // Never made by SQLite, which would give it a mode of its own.
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = BusySeconds,
        }.ConnectionString);
        try
        {
            connection.Open();
            connection.Set($"busy_timeout = {BusySeconds * 1_000}");
            prepare(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
