namespace RawInference.State.Local;

/// <summary>Work with a result. A caller who left before it began is not worked for.</summary>
internal sealed class SqliteWork<T>(Func<StateConnection, T> work, bool durable, CancellationToken cancellationToken) : ISqliteWork
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public bool Durable => durable;

    public Task<T> Task => _completion.Task;

    public void Run(StateConnection connection)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _result = work(connection);
    }

    public void Complete() => _completion.SetResult(_result!);

    public void Fail(Exception exception) => _completion.SetException(exception);
}
