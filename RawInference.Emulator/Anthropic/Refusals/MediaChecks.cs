using System.Text.Json;
using RawInference.Emulator.Anthropic.Wire;
using RawInference.Emulator.Media;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Anthropic.Refusals;

/// <summary>Checks on images and documents.</summary>
internal static class MediaChecks
{
    public static IReadOnlyDictionary<string, string>? Base64Invalid(RefusalContext context) =>
        Quote(Inline(context).FirstOrDefault(block => Bytes(block) is null), "source.base64.data");

    public static IReadOnlyDictionary<string, string>? ImageMismatch(RefusalContext context)
    {
        var wrong = Inline(context).FirstOrDefault(block => Format(block) is { } format && format != MediaType(block));
        if (Quote(wrong, "source.base64.data") is not { } quoted)
        {
            return null;
        }

        (quoted["declared"], quoted["actual"]) = (MediaType(wrong!) ?? "", Format(wrong!)!);
        return quoted;
    }

    public static IReadOnlyDictionary<string, string>? ImageUnreadable(RefusalContext context) =>
        Inline(context).Any(block => Is(block, "image") && Format(block) is null) ? new Dictionary<string, string>() : null;

    public static IReadOnlyDictionary<string, string>? DocumentUnreadable(RefusalContext context) =>
        Inline(context).Any(block => Is(block, "document") && Bytes(block) is { } bytes && !bytes.AsSpan().StartsWith("%PDF-"u8))
            ? new Dictionary<string, string>()
            : null;

    public static IReadOnlyDictionary<string, string>? Unavailable(RefusalContext context) =>
        Media(context).Any(block => Source(block).Text("type") == "url" && MediaSource.Attachment(block.Element) is null)
            ? new Dictionary<string, string>()
            : null;

    private static IEnumerable<ShapedElement> Inline(RefusalContext context) =>
        Media(context).Where(block => Source(block).Text("type") == "base64");

    private static IEnumerable<ShapedElement> Media(RefusalContext context) => RequestShape.BlocksOf(context.Body)
        .Where(block => (Is(block, "image") || Is(block, "document")) && block.Element.Member("source") is not null);

    private static bool Is(ShapedElement block, string type) => block.Element.Text("type") == type;

    private static JsonElement Source(ShapedElement block) => block.Element.Member("source")!.Value;

    private static string? MediaType(ShapedElement block) => Source(block).Text("media_type");

    private static byte[]? Bytes(ShapedElement block) => InlineBytes.Base64(Source(block).Text("data")!);

    /// <summary>The media type of an image's bytes; null for what is no image.</summary>
    private static string? Format(ShapedElement block) =>
        Is(block, "image") && Bytes(block) is { } bytes && ImageHeader.Read(bytes) is { } image ? $"image/{image.Format.ToLowerInvariant()}" : null;

    private static Dictionary<string, string>? Quote(ShapedElement? block, string member) =>
        block is null ? null : new Dictionary<string, string> { ["path"] = block.PathOf($"{block.Element.Text("type")}.{member}") };
}
