using System.Buffers;
using System.IO.Pipelines;

namespace RawInference.Api.Inference;

/// <summary>
/// Sends an answer piece by piece. A piece is written whole before any of it is sent, so that one that cannot be written leaves no
/// half behind. It is sent in blocks: a reader that takes none for too long is cut, a slow one may take as long as it needs.
/// </summary>
internal sealed class PieceSender(HttpContext http, TimeSpan timeout, TimeProvider time)
{
    private const int BlockLength = 64 * 1024;

    private static readonly PipeOptions Unbounded = new(pauseWriterThreshold: 0, minimumSegmentSize: 16 * 1024, useSynchronizationContext: false);

    private readonly PipeWriter _response = http.Response.BodyWriter;
    private Pipe _piece = new(Unbounded);

    /// <param name="write">Writes the piece.</param>
    /// <param name="isWholeBody">The piece is all that there will be, so that its length can be told before it.</param>
    public async ValueTask SendAsync(Action<IBufferWriter<byte>> write, bool isWholeBody = false)
    {
        await CollectAsync(write);
        var length = isWholeBody;
        while (_piece.Reader.TryRead(out var read))
        {
            if (length)
            {
                http.Response.ContentLength = read.Buffer.Length;
                length = false;
            }

            var block = read.Buffer.Slice(0, Math.Min(BlockLength, read.Buffer.Length));
            foreach (var memory in block)
            {
                _response.Write(memory.Span);
            }

            _piece.Reader.AdvanceTo(block.End);
            await FlushAsync();
        }
    }

    /// <summary>Cuts the connection, which ends everything that works for it.</summary>
    public void Abort() => http.Abort();

    private async ValueTask CollectAsync(Action<IBufferWriter<byte>> write)
    {
        try
        {
            write(_piece.Writer);
        }
        catch
        {
            await _piece.Writer.CompleteAsync();
            await _piece.Reader.CompleteAsync();
            _piece = new Pipe(Unbounded);
            throw;
        }

        await _piece.Writer.FlushAsync(http.RequestAborted);
    }

    private async ValueTask FlushAsync()
    {
        using var stall = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stall.Token, http.RequestAborted);
        try
        {
            await _response.FlushAsync(either.Token);
        }
        catch (OperationCanceledException) when (stall.IsCancellationRequested)
        {
            http.Abort();
            throw;
        }
    }
}
