using System.Text;

namespace RawInference.Core.Tests.Pipeline.Media;

/// <summary>Begins an answer, and says no more until the client leaves.</summary>
internal sealed class SilentServer : IAsyncDisposable
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _reachedAgain = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SilentServer(string beginning) => Server = MediaServer.Start(async (_, stream, cancellationToken) =>
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(beginning), cancellationToken);
        if (!_reached.TrySetResult())
        {
            _reachedAgain.TrySetResult();
        }

        try
        {
            await stream.CopyToAsync(Stream.Null, cancellationToken);
        }
        finally
        {
            _left.TrySetResult();
        }
    });

    public MediaServer Server { get; }

    /// <summary>A request is there, and the beginning of its answer is on its way.</summary>
    public Task Reached => _reached.Task;

    public Task ReachedAgain => _reachedAgain.Task;

    public Task Left => _left.Task;

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
