using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using RawInference.Core.Pipeline.Media;
using RawInference.Media;

namespace RawInference.Core.Tests.Pipeline.Media;

public sealed class MediaSnifferTests
{
    /// <summary>Kind, the first bytes (hexadecimal, or text behind a quote), and what they are.</summary>
    public static TheoryData<MediaKind, string, string?> Beginnings => new()
    {
        { MediaKind.Image, "89504E470D0A1A0A 0000000D", "image/png" },
        { MediaKind.Image, "89504E470A1A0A", null },
        { MediaKind.Image, "FFD8FFE0 0010 4A464946", "image/jpeg" },
        { MediaKind.Image, "'GIF89a", "image/gif" },
        { MediaKind.Image, "'GIF87a", "image/gif" },
        { MediaKind.Image, "'GIF88a", null },
        { MediaKind.Image, "'RIFF1234WEBPVP8 ", "image/webp" },
        { MediaKind.Image, "424D 36000000 0000 0000 36000000 28000000", "image/bmp" },
        { MediaKind.Image, "'BMW drivers are many here", null },
        { MediaKind.Image, "49492A00 08000000", "image/tiff" },
        { MediaKind.Image, "4D4D002A 00000008", "image/tiff" },
        { MediaKind.Image, "00000018 'ftypheic....mif1heic", "image/heic" },
        { MediaKind.Image, "00000018 'ftypmif1....mif1heic", "image/heic" },
        { MediaKind.Image, "00000018 'ftypmif1....mif1avif", "image/avif" },
        { MediaKind.Image, "00000014 'ftypmif1....miaf", "image/heif" },
        { MediaKind.Image, "0000001C 'ftypavif....mif1miaf", "image/avif" },
        { MediaKind.Image, "'<svg xmlns=\"http://www.w3.org/2000/svg\"/>", null },
        { MediaKind.Image, "", null },
        { MediaKind.Audio, "'RIFF1234WAVEfmt ", "audio/wav" },
        { MediaKind.Audio, "'RF64....WAVEds64", "audio/wav" },
        { MediaKind.Audio, "'FORM1234AIFFCOMM", "audio/aiff" },
        { MediaKind.Audio, "'ID3.....", "audio/mpeg" },
        { MediaKind.Audio, "FFFB9064", "audio/mpeg" },
        { MediaKind.Audio, "FFF3 40C4", "audio/mpeg" },
        { MediaKind.Audio, "FFEB9064", null },
        { MediaKind.Audio, "FFFBF064", null },
        { MediaKind.Audio, "FFFB9C64", null },
        { MediaKind.Audio, "FFF15080", "audio/aac" },
        { MediaKind.Audio, "'fLaC....", "audio/flac" },
        { MediaKind.Audio, "'OggS......................OpusHead", "audio/ogg" },
        { MediaKind.Audio, "'OggS......................\u0001vorbis", "audio/ogg" },
        { MediaKind.Audio, "'OggS......................\u0080theora", "application/ogg" },
        { MediaKind.Audio, "00000018 'ftypM4A ....isomM4A ", "audio/mp4" },
        { MediaKind.Audio, "00000018 'ftypisom....isommp41", "audio/mp4" },
        { MediaKind.Audio, "1A45DFA3 9F428681 '........B...webmB...", "audio/webm" },
        { MediaKind.Audio, "1A45DFA3 '........B...matroska...", "audio/x-matroska" },
        { MediaKind.Audio, "1A45DFA3 '........................", null },
        { MediaKind.Video, "00000018 'ftypisom....isommp41", "video/mp4" },
        { MediaKind.Video, "00000018 'ftypmp42....isommp42", "video/mp4" },
        { MediaKind.Video, "00000014 'ftypqt  ....qt  ", "video/quicktime" },
        { MediaKind.Video, "00000014 'ftyp3gp5....3gp5", "video/3gpp" },
        { MediaKind.Video, "00000014 'ftypcrx ....crx ", null },
        { MediaKind.Video, "FFFFFFFF 'ftypcrx ....", null },
        { MediaKind.Video, "1A45DFA3 '........B...webmB...", "video/webm" },
        { MediaKind.Video, "1A45DFA3 '........B...matroska...", "video/x-matroska" },
        { MediaKind.Video, "000001BA 44", "video/mpeg" },
        { MediaKind.Video, "000001B3 44", "video/mpeg" },
        { MediaKind.Video, "'RIFF1234AVI LIST", "video/x-msvideo" },
        { MediaKind.File, "'%PDF-1.7", "application/pdf" },
        { MediaKind.Image, "'%PDF-1.7", "application/pdf" },
        { MediaKind.File, "'{\"a\": [1, 2]}", "application/json" },
        { MediaKind.File, "'[1] a footnote", "text/plain" },
        { MediaKind.File, "'{\"cut\": ", "text/plain" },
        { MediaKind.File, "' \n<!DOCTYPE html><html>", "text/html" },
        { MediaKind.File, "'<HTML lang=en>", "text/html" },
        { MediaKind.File, "'Grüße\r\n\tan alle", "text/plain" },
        { MediaKind.File, "EFBBBF '{}", "application/json" },
        { MediaKind.File, "'a\0b", null },
        { MediaKind.File, "FF FE 41 00", null },
        { MediaKind.File, "C3", null },
        { MediaKind.File, "", null },
        { MediaKind.Image, "'plain text", null },
        { MediaKind.File, "504B0304 '........", "application/zip" },
    };

    [Theory]
    [MemberData(nameof(Beginnings))]
    public void Beginning_TellsTheType(MediaKind kind, string beginning, string? expected) =>
        Assert.Equal(expected, MediaSniffer.Sniff(Bytes(beginning), kind));

    [Theory]
    [InlineData("text/markdown", "text/markdown")]
    [InlineData("text/csv", "text/csv")]
    [InlineData("image/png", "text/plain")]
    [InlineData("application/pdf", "text/plain")]
    [InlineData(null, "text/plain")]
    public void DeclaredKindOfText_IsBelievedOfTextOnly(string? declared, string expected)
    {
        Assert.Equal(expected, MediaSniffer.Sniff("a,b"u8, MediaKind.File, declared));
        Assert.Equal("application/pdf", MediaSniffer.Sniff("%PDF-1.7"u8, MediaKind.File, declared));
    }

    [Theory]
    [InlineData("word/document.xml", OfficeDocument.Word)]
    [InlineData("xl/workbook.xml", OfficeDocument.Excel)]
    [InlineData("ppt/presentation.xml", OfficeDocument.PowerPoint)]
    [InlineData("other/file.xml", "application/zip")]
    public void OfficeDocument_IsToldByItsNames(string name, string expected)
    {
        Assert.Equal(expected, MediaSniffer.Sniff(Zip("[Content_Types].xml", "_rels/.rels", name), MediaKind.File));
        Assert.Equal("application/zip", MediaSniffer.Sniff(Zip(name), MediaKind.File));
    }

    [Fact]
    public void AnyBytes_AreSniffedWithoutFailing() =>
        Prop.ForAll(Damaged(), bytes => Enum.GetValues<MediaKind>().All(kind => MediaSniffer.Sniff(bytes, kind) is null or { Length: > 0 })).QuickCheckThrowOnFailure();

    /// <summary>True beginnings and archives, cut anywhere and with one byte changed.</summary>
    private static Arbitrary<byte[]> Damaged()
    {
        byte[][] whole = [.. Beginnings.Select(row => Bytes(row.Data.Item2)), Zip("[Content_Types].xml", "word/document.xml")];
        return (from bytes in Gen.Elements(whole)
                from length in Gen.Choose(0, bytes.Length)
                from at in Gen.Choose(0, Math.Max(0, length - 1))
                from value in Gen.Choose(0, 255)
                select Change(bytes[..length], at, (byte)value)).ToArbitrary();
    }

    private static byte[] Change(byte[] bytes, int at, byte value)
    {
        if (bytes.Length > 0)
        {
            bytes[at] = value;
        }

        return bytes;
    }

    private static byte[] Bytes(string beginning)
    {
        var quote = beginning.IndexOf('\'', StringComparison.Ordinal);
        var hexadecimal = quote < 0 ? beginning : beginning[..quote];
        var text = quote < 0 ? "" : beginning[(quote + 1)..];
        return [.. Convert.FromHexString(hexadecimal.Replace(" ", "", StringComparison.Ordinal)), .. Encoding.UTF8.GetBytes(text)];
    }

    private static byte[] Zip(params string[] names)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in names)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write("content"u8);
            }
        }

        return stream.ToArray();
    }

    [Theory]
    [InlineData("\u0089PNG\r\n\u001a\n....", "image/png")]
    [InlineData("\u00ff\u00d8\u00ff\u00e0", "image/jpeg")]
    [InlineData("RIFF....WEBPVP8 ", "image/webp")]
    [InlineData("GIF89a..", "image/gif")]
    [InlineData("RIFF....WAVE", null)]
    [InlineData("<svg", null)]
    [InlineData("\u0089PNG", null)]
    [InlineData("", null)]
    public void BytesOfAKind_TellTheirTypeOrNone(string bytes, string? expected) =>
        Assert.Equal(expected, MediaSniffer.OfKind(Encoding.Latin1.GetBytes(bytes), MediaKind.Image));
}
