using System.Text;
using System.Text.Json;
using RawInference.Emulator.Answers;
using RawInference.Emulator.Media;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Anthropic.Wire;

/// <summary>Reads what an image or document block refers to; a URL elsewhere is never fetched.</summary>
internal static class MediaSource
{
    /// <summary>Null for what is no image or document, or cannot be had; the refusals say so before.</summary>
    public static Attachment? Attachment(JsonElement block)
    {
        var kind = block.Text("type") == "image" ? AttachmentKind.Image : AttachmentKind.File;
        if (block.Text("type") is not ("image" or "document") || block.Member("source") is not { } source)
        {
            return null;
        }

        return source.Text("type") switch
        {
            "base64" => InlineBytes.Base64(source.Text("data") ?? "") is { } bytes ? new Attachment(kind, bytes, Url: null) : null,
            "text" => new Attachment(kind, Encoding.UTF8.GetBytes(source.Text("data") ?? ""), Url: null),
            "content" => new Attachment(kind, Encoding.UTF8.GetBytes(ContentBlocks.TextOf(source)), Url: null),
            "url" => Uri.TryCreate(source.Text("url"), UriKind.Absolute, out var uri) ? Answers.Attachment.Linked(kind, uri) : null,
            _ => null,
        };
    }
}
