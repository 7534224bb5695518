using RawInference.Media;

namespace RawInference.Core.Pipeline.Media;

/// <summary>The media types that each kind may have.</summary>
internal static class MediaTypes
{
    private static readonly string[] Image =
        ["image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "image/tiff", "image/heic", "image/heif", "image/avif"];

    private static readonly string[] Audio =
        ["audio/wav", "audio/mpeg", "audio/flac", "audio/ogg", "audio/mp4", "audio/webm", "audio/aac", "audio/aiff",
        "audio/x-matroska", "audio/3gpp"];

    private static readonly string[] Video =
        ["video/mp4", "video/quicktime", "video/webm", "video/x-matroska", "video/mpeg", "video/x-msvideo", "video/3gpp"];

    private static readonly string[] File =
    [
        "application/pdf", "application/json", "text/plain", "text/html", "text/markdown", "text/csv", "text/xml", "application/xml",
        OfficeDocument.Word, OfficeDocument.Excel, OfficeDocument.PowerPoint,
    ];

    public static IReadOnlyList<string> Of(MediaKind kind) => kind switch
    {
        MediaKind.Image => Image,
        MediaKind.Audio => Audio,
        MediaKind.Video => Video,
        _ => File,
    };

    /// <summary>A declared type in lower case without its parameters; null where it is empty.</summary>
    public static string? Normalize(ReadOnlySpan<char> declared)
    {
        var semicolon = declared.IndexOf(';');
        var type = (semicolon < 0 ? declared : declared[..semicolon]).Trim();
        return type.IsEmpty ? null : type.ToString().ToLowerInvariant();
    }
}
