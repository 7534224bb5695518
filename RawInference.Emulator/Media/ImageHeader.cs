using System.Buffers.Binary;

namespace RawInference.Emulator.Media;

/// <summary>Format and pixel size of a picture, read from its header.</summary>
internal sealed record ImageHeader(string Format, int Width, int Height)
{
    /// <summary>Null for what is not a PNG, JPEG, GIF or WebP.</summary>
    public static ImageHeader? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= 24 && bytes[0] == 0x89 && bytes[1..].StartsWith("PNG\r\n\u001a\n"u8))
        {
            return new("PNG", BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..]));
        }

        if (bytes.Length >= 10 && (bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8)))
        {
            return new("GIF", BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]), BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]));
        }

        return bytes.StartsWith("RIFF"u8) && bytes.Length >= 30 && bytes[8..].StartsWith("WEBP"u8) ? ReadWebP(bytes)
            : bytes.Length > 4 && bytes[0] == 0xFF && bytes[1] == 0xD8 ? ReadJpeg(bytes)
            : null;
    }

    private static ImageHeader? ReadWebP(ReadOnlySpan<byte> bytes)
    {
        var chunk = bytes[12..16];
        if (chunk.SequenceEqual("VP8X"u8))
        {
            return new("WebP", 1 + ReadInt24(bytes[24..]), 1 + ReadInt24(bytes[27..]));
        }

        if (chunk.SequenceEqual("VP8L"u8))
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(bytes[21..]);
            return new("WebP", 1 + (int)(bits & 0x3FFF), 1 + (int)((bits >> 14) & 0x3FFF));
        }

        return chunk.SequenceEqual("VP8 "u8)
            ? new("WebP", BinaryPrimitives.ReadUInt16LittleEndian(bytes[26..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]) & 0x3FFF)
            : null;
    }

    /// <summary>Walks the segments to the frame header (SOF0 to SOF15, without the tables among them).</summary>
    private static ImageHeader? ReadJpeg(ReadOnlySpan<byte> bytes)
    {
        for (var position = 2; position + 9 <= bytes.Length && bytes[position] == 0xFF;)
        {
            var marker = bytes[position + 1];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return new(
                    "JPEG",
                    BinaryPrimitives.ReadUInt16BigEndian(bytes[(position + 7)..]),
                    BinaryPrimitives.ReadUInt16BigEndian(bytes[(position + 5)..]));
            }

            position += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(position + 2)..]);
        }

        return null;
    }

    private static int ReadInt24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
