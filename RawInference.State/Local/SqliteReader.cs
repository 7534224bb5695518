namespace RawInference.State.Local;

/// <summary>Reads beside the writer: in a database with a write-ahead log, neither waits for the other.</summary>
internal sealed class SqliteReader(SqliteFile file) : ISqliteExecutor
{
    private StateConnection? _connection;

    /// <summary>One, so that a long report holds up nobody but its own caller.</summary>
    public int MaxBatch => 1;

    public void Execute(IReadOnlyList<ISqliteWork> batch)
    {
        foreach (var work in batch)
        {
            try
            {
                work.Run(_connection ??= file.OpenForReading());
            }
            catch (Exception exception)
            {
                Dispose();
                work.Fail(SqliteFailures.Of(exception));
                continue;
            }

            work.Complete();
        }
    }

    public void Dispose()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
