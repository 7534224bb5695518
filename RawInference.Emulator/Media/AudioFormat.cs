namespace RawInference.Emulator.Media;

/// <summary>Names the format of a recording by its first bytes.</summary>
internal static class AudioFormat
{
    /// <summary>Null for what the provider would not take either.</summary>
    public static string? Of(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("RIFF"u8) && bytes.Length >= 12 && bytes[8..].StartsWith("WAVE"u8) ? "WAV"
        : bytes.StartsWith("ID3"u8) || (bytes.Length > 1 && bytes[0] == 0xFF && (bytes[1] & 0xE0) == 0xE0) ? "MP3"
        : bytes.StartsWith("OggS"u8) ? "Ogg"
        : bytes.StartsWith("fLaC"u8) ? "FLAC"
        : bytes.Length >= 12 && bytes[4..].StartsWith("ftyp"u8) ? "MP4"
        : bytes.Length >= 4 && bytes[0] == 0x1A && bytes[1] == 0x45 && bytes[2] == 0xDF && bytes[3] == 0xA3 ? "WebM"
        : null;
}
