using RawInference.Connectors.Wire;

namespace RawInference.Connectors.SemanticKernel;

/// <summary>Someone else's stream, read piece by piece under a deadline.</summary>
internal sealed class KernelStream<T>(
    KernelCalls calls,
    Func<CancellationToken, IAsyncEnumerable<T>> open,
    UpstreamDeadline deadline,
    CancellationToken cancellationToken) : IAsyncDisposable
{
    private IAsyncEnumerator<T>? _pieces;
    private Task<bool>? _next;

    public T Current => _pieces!.Current;

    /// <summary>False at the stream's end.</summary>
    public async ValueTask<bool> MoveNextAsync()
    {
        try
        {
            deadline.BeforeRead();
            _next = Task.Run(NextAsync, CancellationToken.None);
            var any = await _next.WaitAsync(deadline.Token);
            deadline.AfterRead();
            return !any || Current is not null ? any : throw calls.Invalid("has a piece that is nothing");
        }
        catch (Exception exception)
        {
            throw calls.Failure(exception, deadline, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_next is { IsCompleted: false })
        {
            // An enumerator cannot be disposed while it moves.
            calls.LeaveBehind(_next, CloseAsync);
        }
        else
        {
            var closing = Task.Run(CloseAsync, CancellationToken.None);
            try
            {
                deadline.BeforeRead();
                await closing.WaitAsync(deadline.Token);
            }
            catch (Exception exception)
            {
                // Whether the answer is complete has been told already.
                calls.LeaveBehind(closing);
                calls.LogLate(exception);
            }
        }

        deadline.Dispose();
    }

    private Task<bool> NextAsync()
    {
        _pieces ??= open(deadline.Token).GetAsyncEnumerator(deadline.Token);
        return _pieces.MoveNextAsync().AsTask();
    }

    private async ValueTask CloseAsync()
    {
        if (_pieces is { } pieces)
        {
            await pieces.DisposeAsync();
        }
    }
}
