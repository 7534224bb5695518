using System.Text.Json;
using RawInference.Emulator.Media;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Google.Refusals;

/// <summary>Checks on what parts carry besides text.</summary>
internal static class MediaChecks
{
    private const int MaxEmbeddingImages = 6;

    private static readonly string[] MimeTypes =
    [
        "image/png", "image/jpeg", "image/webp", "image/heic", "image/heif", "audio/wav", "audio/x-wav", "audio/mp3", "audio/mpeg", "audio/aiff",
        "audio/aac", "audio/ogg", "audio/flac", "audio/m4a", "audio/mp4", "audio/webm", "audio/opus", "audio/pcm", "audio/l16", "video/mp4",
        "video/mpeg", "video/mov", "video/quicktime", "video/avi", "video/x-flv", "video/mpg", "video/webm", "video/wmv", "video/3gpp",
        "application/pdf", "text/plain", "text/html", "text/css", "text/md", "text/markdown", "text/csv", "text/xml", "text/rtf", "text/javascript",
    ];

    /// <summary>The pictures whose header the emulator can read.</summary>
    private static readonly string[] ReadableImages = ["image/png", "image/jpeg", "image/webp"];

    public static IReadOnlyDictionary<string, string>? MimeTypeUnsupported(RefusalContext context)
    {
        // Of a file the provider finds out the type itself, where none is given.
        var unsupported = Media(context)
            .Where(media => media.Member("fileUri") is null || media.Member("mimeType") is not null)
            .Select(media => media.Text("mimeType") ?? "")
            .FirstOrDefault(type => !MimeTypes.Contains(type.Split(';')[0].Trim().ToLowerInvariant()));
        return unsupported is null ? null : Quoted.Of(("mimeType", unsupported));
    }

    public static IReadOnlyDictionary<string, string>? ImageUnreadable(RefusalContext context) => Quoted.When(
        Inline(context).Any(media => ReadableImages.Contains(media.Text("mimeType"))
            && ImageHeader.Read(InlineBytes.Base64(media.Text("data") ?? "")) is null));

    /// <summary>The emulator stores no files, so any name is one that does not exist.</summary>
    public static IReadOnlyDictionary<string, string>? FileNotStored(RefusalContext context)
    {
        var name = Media(context).Select(media => media.Text("fileUri")).OfType<string>()
            .Where(uri => uri.StartsWith("files/", StringComparison.Ordinal) || uri.Contains("/v1beta/files/", StringComparison.Ordinal))
            .Select(uri => uri.Split('/')[^1])
            .FirstOrDefault();
        return name is null ? null : Quoted.Of(("name", name));
    }

    public static IReadOnlyDictionary<string, string>? Present(RefusalContext context) => Quoted.When(Media(context).Any());

    /// <summary>Up to six pictures, one recording, one video and one document.</summary>
    public static IReadOnlyDictionary<string, string>? EmbeddingLimit(RefusalContext context) => Quoted.When(
        Contents(context).Any(content => Parts(content)
            .GroupBy(media => (media.Text("mimeType") ?? "").Split('/')[0])
            .Any(group => group.Count() > (group.Key == "image" ? MaxEmbeddingImages : 1))));

    private static IEnumerable<JsonElement> Media(RefusalContext context) => Contents(context).SelectMany(Parts);

    private static IEnumerable<JsonElement> Inline(RefusalContext context) => Media(context).Where(media => media.Member("data") is not null);

    private static IEnumerable<JsonElement> Parts(JsonElement content) =>
        content.Items("parts").Select(part => part.Member("inlineData") ?? part.Member("fileData")).OfType<JsonElement>();

    /// <summary>Wherever an endpoint has them.</summary>
    private static IEnumerable<JsonElement> Contents(RefusalContext context) =>
        context.Body.Items("contents")
            .Concat(context.Body.Member("content") is { } content ? [content] : [])
            .Concat(context.Body.Items("requests").Select(request => request.Member("content")).OfType<JsonElement>());
}
