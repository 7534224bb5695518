using System.Buffers.Binary;

namespace RawInference.Emulator.Media;

/// <summary>What the header of an MP4 file says.</summary>
internal sealed record VideoHeader(double Seconds)
{
    /// <summary>Null for what is not an MP4 file with a movie header.</summary>
    public static VideoHeader? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 12 || !bytes[4..].StartsWith("ftyp"u8))
        {
            return null;
        }

        var at = bytes.IndexOf("mvhd"u8);
        if (at < 0 || bytes.Length < at + 36)
        {
            return null;
        }

        // Version 1 has times of eight bytes, version 0 of four.
        var header = bytes[(at + 4)..];
        var (scale, duration) = header[0] == 1
            ? (BinaryPrimitives.ReadUInt32BigEndian(header[20..]), BinaryPrimitives.ReadUInt64BigEndian(header[24..]))
            : (BinaryPrimitives.ReadUInt32BigEndian(header[12..]), BinaryPrimitives.ReadUInt32BigEndian(header[16..]));
        return scale == 0 ? null : new VideoHeader((double)duration / scale);
    }
}
