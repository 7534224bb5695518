namespace RawInference.Emulator.Media;

/// <summary>Silence in compressed formats, 24 kHz mono: frames that hold nothing, which any decoder plays.</summary>
internal static class SilentAudio
{
    public const int SampleRate = 24_000;

    private const int Mp3FrameLength = 96;
    private const int Mp3SamplesPerFrame = 576;
    private const int AacSamplesPerFrame = 1024;

    /// <summary>MPEG-2 Layer III, 32 kbit/s: a header, and side information that says that nothing follows.</summary>
    public static byte[] Mp3(double seconds)
    {
        var frame = new byte[Mp3FrameLength];
        (frame[0], frame[1], frame[2], frame[3]) = (0xFF, 0xF3, 0x44, 0xC4);
        return Repeat(frame, seconds, Mp3SamplesPerFrame);
    }

    /// <summary>AAC-LC in ADTS: one channel element without any band, then the end.</summary>
    public static byte[] Aac(double seconds) =>
        Repeat([0xFF, 0xF1, 0x58, 0x40, 0x01, 0x7F, 0xFC, 0x00, 0x00, 0x00, 0x07], seconds, AacSamplesPerFrame);

    private static byte[] Repeat(byte[] frame, double seconds, int samplesPerFrame)
    {
        var frames = Math.Max(1, (int)Math.Ceiling(seconds * SampleRate / samplesPerFrame));
        return [.. Enumerable.Repeat(frame, frames).SelectMany(bytes => bytes)];
    }
}
