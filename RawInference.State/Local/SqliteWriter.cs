namespace RawInference.State.Local;

/// <summary>
/// Commits in groups: whatever waits goes into one transaction, and is complete when that is committed. A work that fails
/// is undone alone. When the transaction itself fails, nothing of it was done and all fail.
/// </summary>
internal sealed class SqliteWriter(SqliteFile file) : ISqliteExecutor
{
    private StateConnection? _connection;
    private bool _durable;

    /// <summary>Keeps transactions short enough for other processes to come between.</summary>
    public int MaxBatch => 512;

    public void Execute(IReadOnlyList<ISqliteWork> batch)
    {
        var open = new HashSet<ISqliteWork>(batch);
        try
        {
            Commit(_connection ??= file.OpenForWriting(), batch, open);
        }
        catch (Exception exception)
        {
            // Closing undoes what was not committed, and the next batch begins on a connection in a known state.
            Dispose();
            foreach (var work in batch.Where(open.Contains))
            {
                // Each caller has an exception of its own: calls write their facts on it.
                work.Fail(SqliteFailures.Of(exception));
            }

            return;
        }

        foreach (var work in batch.Where(open.Contains))
        {
            work.Complete();
        }
    }

    public void Dispose()
    {
        _connection?.Dispose();
        _connection = null;
        _durable = false;
    }

    private void Commit(StateConnection connection, IReadOnlyList<ISqliteWork> batch, HashSet<ISqliteWork> open)
    {
        // NORMAL leaves the last commits to the operating system: they survive a crash of the process, but not a power cut.
        // It is set before the transaction only: nothing that can fail follows the commit.
        var durable = batch.Any(work => work.Durable);
        if (durable != _durable)
        {
            connection.Set(durable ? "synchronous = FULL" : "synchronous = NORMAL");
            _durable = durable;
        }

        connection.Execute("BEGIN IMMEDIATE");
        foreach (var work in batch)
        {
            if (Failure(connection, work) is { } failure)
            {
                open.Remove(work);
                work.Fail(SqliteFailures.Of(failure));
            }
        }

        connection.Execute("COMMIT");
    }

    private static Exception? Failure(StateConnection connection, ISqliteWork work)
    {
        connection.Execute("SAVEPOINT work");
        Exception? failure = null;
        try
        {
            work.Run(connection);
        }
        catch (Exception exception) when (connection.InTransaction)
        {
            failure = exception;
            connection.Execute("ROLLBACK TO work");
        }

        connection.Execute("RELEASE work");
        return failure;
    }
}
