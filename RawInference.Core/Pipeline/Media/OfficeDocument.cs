using System.Buffers.Binary;

namespace RawInference.Core.Pipeline.Media;

/// <summary>Word, Excel and PowerPoint documents: zip archives, told by the names in their directory. Nothing is unpacked.</summary>
internal static class OfficeDocument
{
    public const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    public const string Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    public const string PowerPoint = "application/vnd.openxmlformats-officedocument.presentationml.presentation";

    private const int EndLength = 22;
    private const int EntryLength = 46;
    private const int MaxComment = ushort.MaxValue;

    /// <summary>Null for a zip archive that is none of them.</summary>
    public static string? Sniff(ReadOnlySpan<byte> bytes)
    {
        var tail = bytes[Math.Max(0, bytes.Length - EndLength - MaxComment)..];
        var end = tail.LastIndexOf("PK\u0005\u0006"u8);
        if (end < 0 || tail.Length - end < EndLength)
        {
            return null;
        }

        var entries = BinaryPrimitives.ReadUInt16LittleEndian(tail[(end + 10)..]);
        long at = BinaryPrimitives.ReadUInt32LittleEndian(tail[(end + 16)..]);
        var hasTypes = false;
        string? type = null;
        for (var entry = 0; entry < entries && at + EntryLength <= bytes.Length; entry++)
        {
            var header = bytes[(int)at..];
            if (!header.StartsWith("PK\u0001\u0002"u8))
            {
                return null;
            }

            var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
            var extra = BinaryPrimitives.ReadUInt16LittleEndian(header[30..]) + BinaryPrimitives.ReadUInt16LittleEndian(header[32..]);
            var name = header[EntryLength..Math.Min(header.Length, EntryLength + nameLength)];
            hasTypes |= name.SequenceEqual("[Content_Types].xml"u8);
            type ??= name.StartsWith("word/"u8) ? Word : name.StartsWith("xl/"u8) ? Excel : name.StartsWith("ppt/"u8) ? PowerPoint : null;
            at += EntryLength + nameLength + extra;
        }

        return hasTypes ? type : null;
    }
}
