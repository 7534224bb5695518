using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace RawInference.State.Local;

/// <summary>A connection to the state database that parses each statement once. Used by one thread at a time.</summary>
internal sealed class StateConnection(string connectionString) : SqliteConnection(connectionString)
{
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);

    /// <summary>Whether a transaction is open: some failures of the disk end it, with all that was done in it.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(Handle) == 0;

    /// <summary>
    /// A prepared statement with the values of its parameters. It belongs to the connection: execute it, dispose of its
    /// reader, but not of the statement itself.
    /// </summary>
    /// <param name="sql">A constant, since it is kept for as long as the connection is.</param>
    /// <param name="parameters">Names as in the statement, <c>$id</c>; null is NULL.</param>
    public SqliteCommand Prepared(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = CreateCommand();
            command.CommandText = sql;
            foreach (var (name, _) in parameters)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = name });
            }

            _commands.Add(sql, command);
        }

        foreach (var (name, value) in parameters)
        {
            command.Parameters[name].Value = value ?? DBNull.Value;
        }

        return command;
    }

    /// <summary>Carries out a prepared statement; the number of rows that it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            _statements.Add(sql, statement = new SqliteStatement(Handle!, sql));
        }

        return statement.Run(parameters);
    }

    /// <summary>The whole number that a prepared statement yields; null for no row, and for NULL.</summary>
    public long? Number(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Prepared(sql, parameters).ExecuteScalar() switch
        {
            null or DBNull => null,
            var value => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        };

    /// <summary>Sets a <c>PRAGMA</c>. Parsed each time: SQLite carries out some of them while it parses, and only then.</summary>
    public void Set(string setting)
    {
        using var command = CreateCommand();
        command.CommandText = $"PRAGMA {setting}";
        command.ExecuteNonQuery();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var statement in _statements.Values)
            {
                statement.Dispose();
            }

            _statements.Clear();
        }

        base.Dispose(disposing);
    }
}
