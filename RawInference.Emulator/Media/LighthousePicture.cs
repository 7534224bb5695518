using System.Buffers.Binary;
using System.IO.Compression;

namespace RawInference.Emulator.Media;

/// <summary>Draws a lighthouse at dusk and encodes it as PNG.</summary>
internal static class LighthousePicture
{
    private const int Width = 96;
    private const int Height = 64;

    public static byte[] Draw()
    {
        var png = new MemoryStream();
        png.Write([0x89, .. "PNG\r\n\u001a\n"u8]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Height);
        (header[8], header[9]) = (8, 2);
        WriteChunk(png, "IHDR"u8, header);
        WriteChunk(png, "IDAT"u8, Compress(Rows()));
        WriteChunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static byte[] Rows()
    {
        var rows = new MemoryStream();
        for (var y = 0; y < Height; y++)
        {
            rows.WriteByte(0);
            for (var x = 0; x < Width; x++)
            {
                var (red, green, blue) = Pixel(x, y);
                rows.Write([red, green, blue]);
            }
        }

        return rows.ToArray();
    }

    private static (byte Red, byte Green, byte Blue) Pixel(int x, int y)
    {
        var fromMiddle = Math.Abs(x - 60);
        return (x, y) switch
        {
            (_, >= 8 and < 13) when fromMiddle <= 4 => (255, 240, 150),
            (_, >= 5 and < 8) when fromMiddle <= 10 - y => (60, 30, 30),
            (_, >= 13 and < 50) when fromMiddle <= 3 + y / 12 => y / 6 % 2 == 0 ? ((byte)200, (byte)40, (byte)40) : ((byte)245, (byte)245, (byte)240),
            ( < 56, >= 4 and < 18) when Math.Abs(y - 10) * 8 < 56 - x => (250, 225, 140),
            (_, >= 48 and < 56) when fromMiddle <= (y - 44) * 3 => (70, 65, 60),
            (_, >= 52) => (20, (byte)(60 + x % 7 * 2), (byte)(110 + y)),
            _ => ((byte)(40 + y * 3), (byte)(40 + y), (byte)(90 + y / 2)),
        };
    }

    private static byte[] Compress(byte[] rows)
    {
        var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(rows);
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
