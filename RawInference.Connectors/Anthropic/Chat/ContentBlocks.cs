using System.Text.Json;
using RawInference.Chat;
using RawInference.Connectors.Wire;
using RawInference.Media;

namespace RawInference.Connectors.Anthropic.Chat;

/// <summary>Writes text and media as content blocks.</summary>
internal static class ContentBlocks
{
    private const string Pdf = "application/pdf";

    /// <summary>A text that is empty is no block: the provider refuses it, and it says nothing.</summary>
    public static void Write(Utf8JsonWriter writer, IEnumerable<ContentPart> parts, bool mediaUrls, ChatCall call)
    {
        foreach (var part in parts)
        {
            if (part.Media is { } media)
            {
                writer.WriteStartObject();
                Write(writer, media, mediaUrls, call);
                writer.WriteCacheHint(part.CacheControl);
                writer.WriteEndObject();
            }
            else if (part.Text is { Length: > 0 } text)
            {
                WriteText(writer, text, part.CacheControl);
            }
        }
    }

    public static void WriteText(Utf8JsonWriter writer, string text, CacheHint? hint)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "text");
        writer.WriteText("text", text);
        writer.WriteCacheHint(hint);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, MediaContent media, bool mediaUrls, ChatCall call)
    {
        switch (media.Kind)
        {
            case MediaKind.Image:
                if (media.Detail is "low" or "high")
                {
                    call.Warn(WarningCodes.ParameterDropped, media.Path, "has a 'detail', which has no field in Messages and was left out.");
                }

                writer.WriteString("type", "image");
                WriteSource(writer, media, mediaUrls);
                break;
            case MediaKind.File:
                writer.WriteString("type", "document");
                WriteSource(writer, media, mediaUrls);
                if (media.FileName is { Length: > 0 } name)
                {
                    writer.WriteString("title", name);
                }

                break;
            default:
                throw InferenceException.Invalid(
                    media.Path,
                    $"is a medium ({media.Kind.ToString().ToLowerInvariant()}) for which this model's dialect has no field.");
        }
    }

    private static void WriteSource(Utf8JsonWriter writer, MediaContent media, bool mediaUrls)
    {
        writer.WriteStartObject("source");
        if (media is { Bytes: null, Url: { } url } && mediaUrls && !url.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            writer.WriteString("type", "url");
            writer.WriteString("url", url);
        }
        else
        {
            WriteBytes(writer, media);
        }

        writer.WriteEndObject();
    }

    private static void WriteBytes(Utf8JsonWriter writer, MediaContent media)
    {
        var type = media.MediaType ?? throw InferenceException.Invalid(media.Path, "is of an unknown type: its media type must be given.");
        if (media.Kind == MediaKind.Image || type == Pdf)
        {
            writer.WriteString("type", "base64");
            writer.WriteString("media_type", type);
            writer.WriteBase64String("data", BodyWriter.BytesOf(media));
            return;
        }

        if (!DocumentText.Is(type))
        {
            throw InferenceException.Invalid(media.Path, $"is of the type {type}; of documents this model takes PDF and plain text.");
        }

        writer.WriteString("type", "text");
        writer.WriteString("media_type", "text/plain");
        writer.WriteText("data", DocumentText.Of(media));
    }
}
