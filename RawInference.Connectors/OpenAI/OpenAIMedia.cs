using System.Text.Json;
using RawInference.Connectors.Wire;
using RawInference.Media;

namespace RawInference.Connectors.OpenAI;

/// <summary>How media are named on the wire.</summary>
internal static class OpenAIMedia
{
    /// <summary>A URL as it is where the server fetches URLs; else the bytes.</summary>
    public static void WriteImage(Utf8JsonWriter writer, string name, MediaContent media, OpenAIQuirks quirks)
    {
        if (media.Bytes is { } bytes)
        {
            writer.WriteDataUri(name, TypeOf(media), bytes.Span);
        }
        else if (media.Url is { } url && (quirks.MediaUrls || url.StartsWith("data:", StringComparison.OrdinalIgnoreCase)))
        {
            writer.WriteString(name, url);
        }
        else
        {
            writer.WriteDataUri(name, TypeOf(media), BodyWriter.BytesOf(media));
        }
    }

    public static string TypeOf(MediaContent media) =>
        media.MediaType ?? throw InferenceException.Invalid(media.Path, "is of an unknown type: its media type must be given.");

    /// <summary>The word for a recording's format: <c>wav</c> and <c>mp3</c> are taken; another is sent for the provider to refuse.</summary>
    public static string AudioFormatOf(MediaContent media) => SubtypeOf(TypeOf(media)) switch
    {
        "wav" or "x-wav" or "wave" or "vnd.wave" => "wav",
        "mpeg" or "mp3" or "x-mp3" => "mp3",
        var other => other,
    };

    /// <summary>The caller's file name, with an ending that tells the type where it has none: the provider reads the format from it.</summary>
    public static string FileNameOf(MediaContent media)
    {
        var name = media.FileName is { Length: > 0 } given ? given : media.Kind.ToString().ToLowerInvariant();
        return Path.HasExtension(name) ? name : $"{name}.{ExtensionOf(TypeOf(media))}";
    }

    private static string ExtensionOf(string mediaType) => SubtypeOf(mediaType) switch
    {
        "mpeg" or "mp3" or "x-mp3" => "mp3",
        "x-wav" or "wave" or "vnd.wave" => "wav",
        "x-m4a" => "m4a",
        "x-flac" => "flac",
        "plain" => "txt",
        var other => other,
    };

    private static string SubtypeOf(string mediaType)
    {
        var type = mediaType.AsSpan();
        var semicolon = type.IndexOf(';');
        type = (semicolon < 0 ? type : type[..semicolon]).Trim();
        return type[(type.IndexOf('/') + 1)..].ToString().ToLowerInvariant();
    }
}
