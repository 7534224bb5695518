using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using RawInference.Api.Hosting;

namespace RawInference.Api.Inference;

/// <summary>Writes server-sent events; a reader that takes nothing for too long is cut.</summary>
internal sealed class EventWriter(HttpContext http, TimeSpan timeout, TimeProvider time)
{
    private readonly PipeWriter _pipe = http.Response.BodyWriter;

    public async ValueTask WriteAsync(string name, Action<Utf8JsonWriter> write)
    {
        _pipe.Write("event: "u8);
        Encoding.ASCII.GetBytes(name, _pipe);
        _pipe.Write("\ndata: "u8);
        await using (var json = new Utf8JsonWriter(_pipe, JsonOutput.Options))
        {
            write(json);
        }

        _pipe.Write("\n\n"u8);
        await FlushAsync();
    }

    public async ValueTask WriteCommentAsync()
    {
        _pipe.Write(": keep-alive\n\n"u8);
        await FlushAsync();
    }

    /// <summary>Cuts the connection, which ends everything that works for it.</summary>
    public void Abort() => http.Abort();

    private async ValueTask FlushAsync()
    {
        using var stall = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stall.Token, http.RequestAborted);
        try
        {
            await _pipe.FlushAsync(either.Token);
        }
        catch (OperationCanceledException) when (stall.IsCancellationRequested)
        {
            http.Abort();
            throw;
        }
    }
}
