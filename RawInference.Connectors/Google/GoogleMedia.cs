using System.Text.Json;
using RawInference.Connectors.Wire;
using RawInference.Media;

namespace RawInference.Connectors.Google;

/// <summary>Media as parts of a content.</summary>
internal static class GoogleMedia
{
    /// <summary>Writes the members of one part.</summary>
    public static void WriteData(Utf8JsonWriter writer, MediaContent media)
    {
        var type = TypeOf(media);
        if (media.Kind == MediaKind.File && DocumentText.Is(type))
        {
            // Google: "Text should not be sent as raw bytes, use the 'text' field" (ai.google.dev/api/caching#Blob).
            writer.WriteText("text", DocumentText.Of(media));
            return;
        }

        WriteInline(writer, media);
    }

    public static void WriteInline(Utf8JsonWriter writer, MediaContent media)
    {
        writer.WriteStartObject("inlineData");
        writer.WriteString("mimeType", TypeOf(media));
        writer.WriteBase64String("data", BodyWriter.BytesOf(media));
        writer.WriteEndObject();
    }

    /// <summary>Without parameters, and in the spelling that Google lists.</summary>
    public static string TypeOf(MediaContent media)
    {
        var declared = media.MediaType ?? throw InferenceException.Invalid(media.Path, "is of an unknown type: its media type must be given.");
        var semicolon = declared.IndexOf(';', StringComparison.Ordinal);
        return (semicolon < 0 ? declared : declared[..semicolon]).Trim().ToLowerInvariant() switch
        {
            "audio/x-wav" or "audio/wave" or "audio/vnd.wave" => "audio/wav",
            "audio/x-flac" => "audio/flac",
            "audio/x-mp3" => "audio/mp3",
            "image/jpg" => "image/jpeg",
            var type => type,
        };
    }
}
