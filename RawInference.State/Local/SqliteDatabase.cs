using Microsoft.Extensions.Options;

namespace RawInference.State.Local;

/// <summary>
/// The state of a single machine: <c>state.db</c> in the data folder, opened when first needed. Several processes may have it open.
/// Failures of the store are an <see cref="InferenceException"/> of the code <c>Unavailable</c>.
/// </summary>
internal sealed class SqliteDatabase : IDisposable, IAsyncDisposable
{
    private const int ReadingThreads = 2;

    private readonly DataFolder _folder;
    private readonly Lazy<SqliteQueue> _writes;
    private readonly Lazy<SqliteQueue> _reads;
    private volatile bool _open;
    private ServerLock? _serverLock;

    public SqliteDatabase(DataFolder folder)
    {
        _folder = folder;
        var file = new SqliteFile(folder);
        _writes = new(() => new SqliteQueue("state-writer", 1, () => new SqliteWriter(file)));
        _reads = new(() => new SqliteQueue("state-reader", ReadingThreads, () => new SqliteReader(file)));
    }

    /// <summary>Whether it was opened: until then this process has read nothing and holds nothing.</summary>
    public bool IsOpen => _open;

    /// <summary>Whether no other server can be alive on the data folder.</summary>
    public bool IsLockedForServer => _serverLock is not null;

    /// <summary>Keeps other servers away from the data folder until everything is written and the database is closed.</summary>
    /// <exception cref="OptionsValidationException">Another server has it.</exception>
    public void LockForServer() => _serverLock ??= ServerLock.Take(_folder);

    /// <summary>Opens it, makes it where there is none, and brings it to the present schema.</summary>
    /// <exception cref="InvalidDataException">It was written by a later version.</exception>
    public async ValueTask OpenAsync(CancellationToken cancellationToken = default)
    {
        if (!_open)
        {
            await WriteAsync(_ => true, cancellationToken);
        }
    }

    /// <summary>
    /// Writes in one transaction with whatever else waits, and ends when that is committed: the write survives the crash of the
    /// process. What throws is undone, alone. <paramref name="work"/> runs once, on the writer's thread; it must not wait for anything else.
    /// </summary>
    /// <param name="work">Statements on the connection, in a transaction that is already open.</param>
    /// <param name="cancellationToken">Holds until the work begins; then it is carried out.</param>
    public ValueTask<T> WriteAsync<T>(Func<StateConnection, T> work, CancellationToken cancellationToken = default) =>
        WriteAsync(work, durable: false, cancellationToken);

    /// <summary>As <see cref="WriteAsync{T}(Func{StateConnection, T}, CancellationToken)"/>, and on the disk when it ends: it survives a power cut.</summary>
    public ValueTask<T> WriteDurablyAsync<T>(Func<StateConnection, T> work, CancellationToken cancellationToken = default) =>
        WriteAsync(work, durable: true, cancellationToken);

    /// <summary>Reads what is committed, on a reader's thread. Several statements see one state only within a transaction of their own.</summary>
    public async ValueTask<T> ReadAsync<T>(Func<StateConnection, T> work, CancellationToken cancellationToken = default)
    {
        await OpenAsync(cancellationToken);
        return await _reads.Value.RunAsync(work, durable: false, cancellationToken);
    }

    /// <summary>Ends when everything that was asked for is done, and the log is in the database.</summary>
    public void Dispose()
    {
        // The last to close carries the log over: the writer. Queues that nobody needed are made, so that nobody makes them later.
        _reads.Value.Dispose();
        _writes.Value.Dispose();
        _serverLock?.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _reads.Value.DisposeAsync();
        await _writes.Value.DisposeAsync();
        _serverLock?.Dispose();
    }

    private async ValueTask<T> WriteAsync<T>(Func<StateConnection, T> work, bool durable, CancellationToken cancellationToken)
    {
        var result = await _writes.Value.RunAsync(work, durable, cancellationToken);
        _open = true;
        return result;
    }
}
