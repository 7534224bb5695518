using System.Buffers.Binary;

namespace RawInference.Connectors.OpenAI.Audio;

/// <summary>What a WAV file says of its own length: the one way to tell that a recording which ended cleanly is not whole.</summary>
internal static class WaveLength
{
    private const int HeaderLength = 12;

    /// <summary>Written in place of a length by who streams and does not know it; smaller ones mean the same in some encoders.</summary>
    private const uint LeastUnknown = 0x7FFFFF00;

    /// <summary>Whether the file ends before its header says; false for what is no WAV, or does not say.</summary>
    public static bool IsCutShort(ReadOnlySpan<byte> file)
    {
        if (file.Length < HeaderLength || !file.StartsWith("RIFF"u8) || !file[8..].StartsWith("WAVE"u8))
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(file[4..]);
        return length < LeastUnknown && length + 8L > file.Length;
    }
}
