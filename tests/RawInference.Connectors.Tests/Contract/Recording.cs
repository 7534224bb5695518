using RawInference.Media;

namespace RawInference.Connectors.Tests.Contract;

/// <summary>What transcriptions are asked of.</summary>
internal static class Recording
{
    /// <summary>A tenth of a second at 8 kHz, 16 bit, mono.</summary>
    public static MediaContent Silence { get; } = new() { Kind = MediaKind.Audio, Bytes = Wave(), MediaType = "audio/wav" };

    private static byte[] Wave()
    {
        var wave = new byte[44 + 1_600];
        "RIFF"u8.CopyTo(wave);
        BitConverter.TryWriteBytes(wave.AsSpan(4), wave.Length - 8);
        "WAVEfmt "u8.CopyTo(wave.AsSpan(8));
        BitConverter.TryWriteBytes(wave.AsSpan(16), 16);
        BitConverter.TryWriteBytes(wave.AsSpan(20), (short)1);
        BitConverter.TryWriteBytes(wave.AsSpan(22), (short)1);
        BitConverter.TryWriteBytes(wave.AsSpan(24), 8_000);
        BitConverter.TryWriteBytes(wave.AsSpan(28), 16_000);
        BitConverter.TryWriteBytes(wave.AsSpan(32), (short)2);
        BitConverter.TryWriteBytes(wave.AsSpan(34), (short)16);
        "data"u8.CopyTo(wave.AsSpan(36));
        BitConverter.TryWriteBytes(wave.AsSpan(40), 1_600);
        return wave;
    }
}
