using System.Buffers.Binary;

namespace RawInference.Connectors.Google.Speech;

/// <summary>Puts the header of a WAV file before samples: 16 bits, one channel, little-endian.</summary>
internal static class WaveFile
{
    private const int HeaderLength = 44;
    private const int SampleBytes = 2;

    public static byte[] Of(ReadOnlySpan<byte> samples, int rate)
    {
        var file = new byte[HeaderLength + samples.Length];
        var header = file.AsSpan();
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], file.Length - 8);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(header[20..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(header[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], rate);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], rate * SampleBytes);
        BinaryPrimitives.WriteInt16LittleEndian(header[32..], SampleBytes);
        BinaryPrimitives.WriteInt16LittleEndian(header[34..], 8 * SampleBytes);
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[40..], samples.Length);
        samples.CopyTo(header[HeaderLength..]);
        return file;
    }
}
