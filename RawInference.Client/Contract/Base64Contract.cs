using System.Text.Json;

namespace RawInference.Contract;

/// <summary>How bytes are written in JSON: in pieces, so that megabytes of them need no buffer of their own size, rounded up, in one stretch.</summary>
internal static class Base64Contract
{
    /// <summary>A multiple of three whose base64 fits into 64 KB.</summary>
    private const int PieceLength = 47_103;

    public static void Write(Utf8JsonWriter writer, string name, ReadOnlySpan<byte> bytes)
    {
        writer.WritePropertyName(name);
        for (; bytes.Length > PieceLength; bytes = bytes[PieceLength..])
        {
            writer.WriteBase64StringSegment(bytes[..PieceLength], isFinalSegment: false);
        }

        writer.WriteBase64StringSegment(bytes, isFinalSegment: true);
    }
}
