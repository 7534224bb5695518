using System.Buffers.Binary;
using RawInference.Media;

namespace RawInference.Core.Pipeline.Media;

/// <summary>Media whose first box names its brand: HEIC, AVIF, MP4, M4A, MOV (ISO/IEC 14496-12).</summary>
internal static class IsoMedia
{
    private const int MaxBrands = 16;

    public static string? Sniff(ReadOnlySpan<byte> bytes, MediaKind kind)
    {
        if (bytes.Length < 16 || !bytes[4..8].SequenceEqual("ftyp"u8))
        {
            return null;
        }

        var end = (int)Math.Clamp(BinaryPrimitives.ReadUInt32BigEndian(bytes), 16, Math.Min(bytes.Length, 16 + (4 * MaxBrands)));
        var type = OfBrand(bytes[8..12], kind);

        // Some still images give a general brand first, and their codec only among the compatible ones.
        for (var at = 16; type is null or "image/heif" && at + 4 <= end; at += 4)
        {
            type = OfBrand(bytes[at..(at + 4)], kind) ?? type;
        }

        return type;
    }

    private static string? OfBrand(ReadOnlySpan<byte> brand, MediaKind kind) => brand switch
    {
        _ when brand.SequenceEqual("avif"u8) || brand.SequenceEqual("avis"u8) => "image/avif",
        _ when brand.StartsWith("hei"u8) || brand.StartsWith("hev"u8) => "image/heic",
        _ when brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("msf1"u8) => "image/heif",
        _ when brand.SequenceEqual("M4A "u8) || brand.SequenceEqual("M4B "u8) => "audio/mp4",
        _ when brand.SequenceEqual("qt  "u8) => "video/quicktime",
        _ when brand.StartsWith("3g"u8) => kind == MediaKind.Audio ? "audio/3gpp" : "video/3gpp",
        _ when brand.StartsWith("iso"u8) || brand.StartsWith("mp4"u8) || brand.StartsWith("M4V"u8) || brand.StartsWith("avc"u8)
            || brand.StartsWith("dash"u8) || brand.StartsWith("MSNV"u8) => kind == MediaKind.Audio ? "audio/mp4" : "video/mp4",
        _ => null,
    };
}
