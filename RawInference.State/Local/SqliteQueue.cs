using System.Threading.Channels;

namespace RawInference.State.Local;

/// <summary>Work that waits for threads of its own: the disk blocks no thread that serves requests.</summary>
internal sealed class SqliteQueue : IDisposable, IAsyncDisposable
{
    /// <summary>Whoever comes when so many wait waits for a place.</summary>
    private const int Capacity = 4_096;

    private readonly Channel<ISqliteWork> _works = Channel.CreateBounded<ISqliteWork>(Capacity);
    private readonly CountdownEvent _running;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SqliteQueue(string name, int threads, Func<ISqliteExecutor> createExecutor)
    {
        _running = new CountdownEvent(threads);
        for (var index = 0; index < threads; index++)
        {
            // Unsafe means without the context of the request that came first.
            new Thread(() => Drain(createExecutor())) { Name = name, IsBackground = true }.UnsafeStart();
        }
    }

    public async ValueTask<T> RunAsync<T>(Func<StateConnection, T> work, bool durable, CancellationToken cancellationToken)
    {
        var queued = new SqliteWork<T>(work, durable, cancellationToken);
        try
        {
            await _works.Writer.WriteAsync(queued, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(SqliteDatabase));
        }

        return await queued.Task;
    }

    /// <summary>Ends when everything that was queued is done.</summary>
    public void Dispose()
    {
        _works.Writer.TryComplete();
        _running.Wait();
    }

    public async ValueTask DisposeAsync()
    {
        _works.Writer.TryComplete();
        await _ended.Task;
    }

    private void Drain(ISqliteExecutor executor)
    {
        using (executor)
        {
            var batch = new List<ISqliteWork>(executor.MaxBatch);
            // Blocks a thread that exists for this and nothing else.
            while (_works.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                while (batch.Count < executor.MaxBatch && _works.Reader.TryRead(out var work))
                {
                    batch.Add(work);
                }

                executor.Execute(batch);
                batch.Clear();
            }
        }

        if (_running.Signal())
        {
            _ended.SetResult();
        }
    }
}
