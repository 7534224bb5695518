using System.Buffers.Binary;

namespace RawInference.Emulator.Media;

/// <summary>A tone of 440 Hz, 16-bit mono, as bare samples or as WAV.</summary>
internal static class ToneRecording
{
    private const int HeaderLength = 44;

    public static byte[] Create() => Wave(sampleRate: 16_000, seconds: 1.5);

    public static byte[] Wave(int sampleRate, double seconds)
    {
        var samples = Samples(sampleRate, seconds);
        var wave = new byte[HeaderLength + samples.Length];
        var span = wave.AsSpan();
        "RIFF"u8.CopyTo(span);
        BinaryPrimitives.WriteInt32LittleEndian(span[4..], wave.Length - 8);
        "WAVEfmt "u8.CopyTo(span[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(span[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(span[20..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(span[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(span[24..], sampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(span[28..], sampleRate * 2);
        BinaryPrimitives.WriteInt16LittleEndian(span[32..], 2);
        BinaryPrimitives.WriteInt16LittleEndian(span[34..], 16);
        "data"u8.CopyTo(span[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(span[40..], samples.Length);
        samples.CopyTo(span[HeaderLength..]);
        return wave;
    }

    public static byte[] Samples(int sampleRate, double seconds)
    {
        var samples = new byte[(int)(sampleRate * seconds) * 2];
        for (var sample = 0; sample * 2 < samples.Length; sample++)
        {
            var value = (short)(8000 * Math.Sin(2 * Math.PI * 440 * sample / sampleRate));
            BinaryPrimitives.WriteInt16LittleEndian(samples.AsSpan(sample * 2), value);
        }

        return samples;
    }
}
