using System.Buffers.Binary;

namespace RawInference.Emulator.Media;

/// <summary>A tone of 440 Hz, 1.5 seconds, 16-bit mono at 16 kHz, as WAV.</summary>
internal static class ToneRecording
{
    private const int SampleRate = 16_000;
    private const int Samples = SampleRate * 3 / 2;

    public static byte[] Create()
    {
        var wave = new byte[44 + Samples * 2];
        var span = wave.AsSpan();
        "RIFF"u8.CopyTo(span);
        BinaryPrimitives.WriteInt32LittleEndian(span[4..], wave.Length - 8);
        "WAVEfmt "u8.CopyTo(span[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(span[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(span[20..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(span[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(span[24..], SampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(span[28..], SampleRate * 2);
        BinaryPrimitives.WriteInt16LittleEndian(span[32..], 2);
        BinaryPrimitives.WriteInt16LittleEndian(span[34..], 16);
        "data"u8.CopyTo(span[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(span[40..], Samples * 2);
        for (var sample = 0; sample < Samples; sample++)
        {
            var value = (short)(8000 * Math.Sin(2 * Math.PI * 440 * sample / SampleRate));
            BinaryPrimitives.WriteInt16LittleEndian(span[(44 + sample * 2)..], value);
        }

        return wave;
    }
}
