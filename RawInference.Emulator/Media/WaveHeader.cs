using System.Buffers.Binary;

namespace RawInference.Emulator.Media;

/// <summary>What the header of a WAV file says.</summary>
internal sealed record WaveHeader(int SampleRate, double Seconds)
{
    /// <summary>Null for what is not a WAV file with a format and samples.</summary>
    public static WaveHeader? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 12 || !bytes.StartsWith("RIFF"u8) || !bytes[8..].StartsWith("WAVE"u8))
        {
            return null;
        }

        var (sampleRate, bytesPerSecond) = (0, 0);
        for (var position = 12; position + 8 <= bytes.Length;)
        {
            var chunk = bytes.Slice(position, 4);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(position + 4)..]);
            var content = bytes[(position + 8)..];
            if (chunk.SequenceEqual("fmt "u8) && content.Length >= 16)
            {
                sampleRate = BinaryPrimitives.ReadInt32LittleEndian(content[4..]);
                bytesPerSecond = BinaryPrimitives.ReadInt32LittleEndian(content[8..]);
            }
            else if (chunk.SequenceEqual("data"u8))
            {
                // A streamed WAV does not know its length; then what is there counts.
                return bytesPerSecond > 0 ? new(sampleRate, Math.Min(length, (uint)content.Length) / (double)bytesPerSecond) : null;
            }

            var next = position + 8L + length + (length & 1);
            if (next > bytes.Length)
            {
                return null;
            }

            position = (int)next;
        }

        return null;
    }
}
