using System.Buffers.Binary;
using System.Text;
using Microsoft.Extensions.AI;
using RawInference.Connectors.Tests.Contract;

namespace RawInference.Connectors.Tests.Google.Embeddings;

/// <summary>Media to embed.</summary>
internal static class EmbeddedMedia
{
    public static DataContent Pixel { get; } = new(PngFacts.Pixel.Bytes!.Value, "image/png");

    /// <summary>A tenth of a second.</summary>
    public static DataContent Recording { get; } = new(Contract.Recording.Silence.Bytes!.Value, "audio/wav");

    /// <summary>The beginning of an MP4: its brand, and a movie header with this duration.</summary>
    public static DataContent Video(int seconds)
    {
        var header = new byte[60];
        Encoding.ASCII.GetBytes("ftypmp42").CopyTo(header, 4);
        Encoding.ASCII.GetBytes("mvhd").CopyTo(header, 16);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(32), 1000);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(36), seconds * 1000);
        return new DataContent(header, "video/mp4");
    }
}
