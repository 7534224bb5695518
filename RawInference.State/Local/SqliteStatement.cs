using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace RawInference.State.Local;

/// <summary>
/// A prepared statement of a connection, carried out without the driver's command and reader, which cost several times what
/// SQLite itself does for one row.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private (string Name, int Index)[] _indexes = [];

    public SqliteStatement(sqlite3 database, string sql)
    {
        _database = database;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(database, sql, out _statement, out var rest), database);
        if (!string.IsNullOrWhiteSpace(rest))
        {
            _statement.Dispose();
            throw new ArgumentException("Only one statement at a time.", nameof(sql));
        }
    }

    /// <summary>The number of rows that it changed.</summary>
    public int Run(ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (_indexes.Length < parameters.Length)
        {
            Array.Resize(ref _indexes, parameters.Length);
        }

        for (var position = 0; position < parameters.Length; position++)
        {
            var (name, value) = parameters[position];
            SqliteException.ThrowExceptionForRC(Bind(IndexOf(name, position), value), _database);
        }

        int result;
        do
        {
            result = raw.sqlite3_step(_statement);
        }
        while (result == raw.SQLITE_ROW);

        // Resets to the state before the failure, too, and says again what it was.
        raw.sqlite3_reset(_statement);
        if (result != raw.SQLITE_DONE)
        {
            SqliteException.ThrowExceptionForRC(result, _database);
        }

        return raw.sqlite3_changes(_database);
    }

    public void Dispose() => _statement.Dispose();

    /// <summary>Names mostly come in the same order: the look-up is kept for each position.</summary>
    private int IndexOf(string name, int position)
    {
        if (!ReferenceEquals(_indexes[position].Name, name))
        {
            var index = raw.sqlite3_bind_parameter_index(_statement, name);
            _indexes[position] = index > 0 ? (name, index) : throw new ArgumentException($"The statement has no parameter {name}.", nameof(name));
        }

        return _indexes[position].Index;
    }

    private int Bind(int index, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(_statement, index),
        string text => raw.sqlite3_bind_text(_statement, index, text),
        long number => raw.sqlite3_bind_int64(_statement, index, number),
        int number => raw.sqlite3_bind_int64(_statement, index, number),
        byte[] bytes => raw.sqlite3_bind_blob(_statement, index, bytes),
        _ => throw new ArgumentException($"A parameter cannot be a {value.GetType()}.", nameof(value)),
    };
}
