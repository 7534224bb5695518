using System.Buffers.Binary;

namespace RawInference.Emulator.Media;

/// <summary>Encodes a picture of one color as lossless WebP: each channel has one symbol, so that a pixel takes no bits.</summary>
internal static class WebPFile
{
    private const byte Signature = 0x2F;
    private const int SizeBits = 14;
    private const byte Opaque = 255;

    public static byte[] Encode(int width, int height, (byte Red, byte Green, byte Blue) color)
    {
        var bits = new BitWriter(highestFirst: false);
        bits.Write(Signature, 8);
        bits.Write(width - 1, SizeBits);
        bits.Write(height - 1, SizeBits);

        // No alpha, version 0; no transforms, no color cache, one group of codes.
        bits.Write(0, 4);
        bits.Write(0, 3);
        foreach (var symbol in new[] { color.Green, color.Red, color.Blue, Opaque, (byte)0 })
        {
            // A simple code of one symbol of eight bits.
            bits.Write(0b101, 3);
            bits.Write(symbol, 8);
        }

        byte[] stream = [.. bits.ToBytes(filler: 0)];
        var padded = stream.Length + (stream.Length & 1);
        var file = new byte[20 + padded];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        "WEBPVP8L"u8.CopyTo(file.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), stream.Length);
        stream.CopyTo(file, 20);
        return file;
    }
}
