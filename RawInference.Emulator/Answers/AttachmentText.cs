using System.Text;
using RawInference.Emulator.Media;

namespace RawInference.Emulator.Answers;

/// <summary>Says of an attachment what its header shows.</summary>
internal static class AttachmentText
{
    /// <summary>What an unknown recording is taken to last, per byte: 128 kbit/s.</summary>
    private const double BytesPerSecond = 16_000;

    public static string Of(Attachment attachment) => attachment switch
    {
        { Bytes: null, Url: { } url } => $"The {Noun(attachment.Kind)} is at {new Uri(url).Host}.",
        { Kind: AttachmentKind.Image } => Image(attachment.Bytes!),
        { Kind: AttachmentKind.Audio } => Audio(attachment.Bytes!),
        _ => File(attachment.Bytes!),
    };

    public static string Audio(byte[] bytes) => WaveHeader.Read(bytes) is { } wave
        ? string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"The recording lasts {wave.Seconds:0.00} seconds at {wave.SampleRate} Hz.")
        : $"The recording is {AudioFormat.Of(bytes) ?? "of an unknown format"}, {bytes.Length} bytes long.";

    public static double Seconds(byte[] bytes) => WaveHeader.Read(bytes)?.Seconds ?? bytes.Length / BytesPerSecond;

    private static string Image(byte[] bytes) => ImageHeader.Read(bytes) is { } image
        ? $"The image is a {image.Format}, {image.Width}x{image.Height} pixels."
        : "The image is of an unknown format.";

    private static string File(byte[] bytes)
    {
        if (!bytes.AsSpan().StartsWith("%PDF-"u8))
        {
            return $"The file is {bytes.Length} bytes long.";
        }

        var pages = Encoding.Latin1.GetString(bytes).Split("/Type /Page").Skip(1).Count(rest => rest.Length == 0 || rest[0] != 's');
        return $"The PDF is {bytes.Length} bytes long and has {pages} {(pages == 1 ? "page" : "pages")}.";
    }

    private static string Noun(AttachmentKind kind) => kind switch
    {
        AttachmentKind.Image => "image",
        AttachmentKind.Audio => "recording",
        _ => "file",
    };
}
