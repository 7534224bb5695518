using System.Buffers;
using System.Text;
using System.Text.Json;
using RawInference.Api.Hosting;

namespace RawInference.Api.Inference;

/// <summary>Writes server-sent events.</summary>
internal sealed class EventWriter(PieceSender sender)
{
    public ValueTask WriteAsync(string name, Action<Utf8JsonWriter> write) => sender.SendAsync(piece =>
    {
        piece.Write("event: "u8);
        Encoding.ASCII.GetBytes(name, piece);
        piece.Write("\ndata: "u8);
        using (var json = new Utf8JsonWriter(piece, JsonOutput.Options))
        {
            write(json);
        }

        piece.Write("\n\n"u8);
    });

    public ValueTask WriteCommentAsync() => sender.SendAsync(piece => piece.Write(": keep-alive\n\n"u8));

    /// <summary>Cuts the connection, which ends everything that works for it.</summary>
    public void Abort() => sender.Abort();
}
