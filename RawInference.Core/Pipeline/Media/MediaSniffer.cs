using System.Buffers.Binary;
using RawInference.Media;

namespace RawInference.Core.Pipeline.Media;

/// <summary>Tells a media type from the first bytes, whatever anyone has declared. Decodes no pixel and no sample.</summary>
public static class MediaSniffer
{
    /// <summary>How far into a container its codec is looked for.</summary>
    private const int HeaderLength = 128;

    /// <summary>The media type; null where the bytes show none. Containers of sound and pictures are what <paramref name="kind"/> asks for.</summary>
    public static string? Sniff(ReadOnlySpan<byte> bytes, MediaKind kind, string? declared = null) =>
        Image(bytes) ?? Riff(bytes) ?? IsoMedia.Sniff(bytes, kind) ?? Matroska(bytes, kind) ?? Audio(bytes) ?? Video(bytes) ?? Document(bytes, kind, declared);

    /// <summary>The media type of bytes that shall be of a kind; null where they show another one, or none.</summary>
    public static string? OfKind(ReadOnlySpan<byte> bytes, MediaKind kind) =>
        Sniff(bytes, kind) is { } type && MediaTypes.Of(kind).Contains(type) ? type : null;

    private static string? Image(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n', ..] => "image/png",
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        _ when bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8) => "image/gif",
        _ when bytes.StartsWith("II*\0"u8) || bytes.StartsWith("MM\0*"u8) => "image/tiff",
        _ when IsBitmap(bytes) => "image/bmp",
        _ => null,
    };

    /// <summary>Two letters are too little evidence: the reserved fields and the size of the second header must fit.</summary>
    private static bool IsBitmap(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 18
        && bytes.StartsWith("BM"u8)
        && BinaryPrimitives.ReadUInt32LittleEndian(bytes[6..]) == 0
        && BinaryPrimitives.ReadUInt32LittleEndian(bytes[14..]) is 12 or 40 or 52 or 56 or 64 or 108 or 124;

    private static string? Riff(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 12)
        {
            return null;
        }

        var form = bytes[8..12];
        return bytes[..4] switch
        {
            var id when id.SequenceEqual("RIFF"u8) && form.SequenceEqual("WEBP"u8) => "image/webp",
            var id when (id.SequenceEqual("RIFF"u8) || id.SequenceEqual("RF64"u8)) && form.SequenceEqual("WAVE"u8) => "audio/wav",
            var id when id.SequenceEqual("RIFF"u8) && form.SequenceEqual("AVI "u8) => "video/x-msvideo",
            var id when id.SequenceEqual("FORM"u8) && (form.SequenceEqual("AIFF"u8) || form.SequenceEqual("AIFC"u8)) => "audio/aiff",
            _ => null,
        };
    }

    private static string? Matroska(ReadOnlySpan<byte> bytes, MediaKind kind)
    {
        if (bytes is not [0x1A, 0x45, 0xDF, 0xA3, ..])
        {
            return null;
        }

        var header = bytes[..Math.Min(bytes.Length, HeaderLength)];
        var prefix = kind == MediaKind.Audio ? "audio" : "video";
        return header.IndexOf("webm"u8) >= 0 ? $"{prefix}/webm"
            : header.IndexOf("matroska"u8) >= 0 ? $"{prefix}/x-matroska"
            : null;
    }

    private static string? Audio(ReadOnlySpan<byte> bytes) => bytes switch
    {
        _ when bytes.StartsWith("ID3"u8) => "audio/mpeg",
        _ when bytes.StartsWith("fLaC"u8) => "audio/flac",
        _ when bytes.StartsWith("OggS"u8) => Ogg(bytes[..Math.Min(bytes.Length, HeaderLength)]),

        // ADTS: sync word, layer 0.
        [0xFF, var second, ..] when (second & 0xF6) == 0xF0 => "audio/aac",

        // MPEG audio: sync word, layer II or III (layer I, which nobody uses, looks like UTF-16's mark), and nothing reserved.
        [0xFF, var second, var third, ..] when (second & 0xE0) == 0xE0 && (second & 0x18) != 0x08 && (second & 0x06) is 0x02 or 0x04
            && (third & 0xF0) != 0xF0 && (third & 0x0C) != 0x0C => "audio/mpeg",
        _ => null,
    };

    private static string? Ogg(ReadOnlySpan<byte> header) =>
        header.IndexOf("OpusHead"u8) >= 0 || header.IndexOf("\u0001vorbis"u8) >= 0 || header.IndexOf("\u007FFLAC"u8) >= 0 || header.IndexOf("Speex"u8) >= 0
            ? "audio/ogg"
            : "application/ogg";

    private static string? Video(ReadOnlySpan<byte> bytes) => bytes is [0, 0, 1, 0xBA or 0xB3, ..] ? "video/mpeg" : null;

    private static string? Document(ReadOnlySpan<byte> bytes, MediaKind kind, string? declared) => bytes switch
    {
        _ when bytes.StartsWith("%PDF-"u8) => "application/pdf",
        _ when bytes.StartsWith("PK\u0003\u0004"u8) => OfficeDocument.Sniff(bytes) ?? "application/zip",
        _ => kind == MediaKind.File ? TextDocument.Sniff(bytes, declared) : null,
    };
}
