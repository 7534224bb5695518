using System.Buffers.Binary;
using RawInference.Media;

namespace RawInference.Connectors.Tests.Contract;

/// <summary>What the header of a PNG says, and one to work from.</summary>
internal static class PngFacts
{
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    /// <summary>One transparent pixel.</summary>
    public static MediaContent Pixel { get; } = new()
    {
        Kind = MediaKind.Image,
        Bytes = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="),
        MediaType = "image/png",
    };

    /// <summary>As it is asked for: <c>1024x1536</c>; null where the bytes are no PNG.</summary>
    public static string? SizeOf(ReadOnlySpan<byte> bytes) => bytes.Length >= 24 && bytes.StartsWith(Signature) && bytes[12..16].SequenceEqual("IHDR"u8)
        ? $"{BinaryPrimitives.ReadUInt32BigEndian(bytes[16..])}x{BinaryPrimitives.ReadUInt32BigEndian(bytes[20..])}"
        : null;
}
