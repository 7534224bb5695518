using System.Buffers.Binary;
using System.IO.Compression;

namespace RawInference.Emulator.Media;

/// <summary>Encodes pixels as PNG, eight bits a channel.</summary>
internal static class PngFile
{
    private const byte Rgb = 2;
    private const byte Rgba = 6;

    public static byte[] Encode(int width, int height, Func<int, int, (byte Red, byte Green, byte Blue)> pixel, Func<int, int, byte>? alpha = null)
    {
        var png = new MemoryStream();
        png.Write([0x89, .. "PNG\r\n\u001a\n"u8]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, alpha is null ? Rgb : Rgba);
        WriteChunk(png, "IHDR"u8, header);
        WriteChunk(png, "IDAT"u8, Compress(width, height, pixel, alpha));
        WriteChunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static byte[] Compress(int width, int height, Func<int, int, (byte Red, byte Green, byte Blue)> pixel, Func<int, int, byte>? alpha)
    {
        var compressed = new MemoryStream();
        var channels = alpha is null ? 3 : 4;
        var row = new byte[1 + width * channels];
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    var place = row.AsSpan(1 + x * channels, channels);
                    (place[0], place[1], place[2]) = pixel(x, y);
                    if (alpha is not null)
                    {
                        place[3] = alpha(x, y);
                    }
                }

                zlib.Write(row);
            }
        }

        return compressed.ToArray();
    }

    private static void WriteChunk(MemoryStream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        png.Write(number);
        byte[] chunk = [.. type, .. content];
        png.Write(chunk);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksum(chunk));
        png.Write(number);
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var checksum = uint.MaxValue;
        foreach (var value in bytes)
        {
            checksum ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                checksum = (checksum & 1) == 1 ? (checksum >> 1) ^ 0xEDB88320 : checksum >> 1;
            }
        }

        return ~checksum;
    }
}
