using System.Net.Http.Headers;

namespace RawInference.Connectors.OpenAI.Audio;

/// <summary>What kind of recording came: what the answer says of itself, else the format that was asked for.</summary>
internal static class SpeechMediaType
{
    private const string AnyBytes = "application/octet-stream";

    private const string DefaultFormat = "mp3";

    /// <param name="answered">The answer's content type.</param>
    /// <param name="format">As it was asked for; null for the provider's default.</param>
    /// <param name="documented">The model is OpenAI's own, whose raw samples come at 24 kHz and whose default is mp3.</param>
    public static string Of(MediaTypeHeaderValue? answered, string? format, bool documented)
    {
        if (answered?.MediaType is { } type && type.StartsWith("audio/", StringComparison.OrdinalIgnoreCase))
        {
            var rate = answered.Parameters.FirstOrDefault(parameter => parameter.Name.Equals("rate", StringComparison.OrdinalIgnoreCase))?.Value;
            return rate is not null ? $"{type};rate={rate}"
                : format == "pcm" && documented ? "audio/pcm;rate=24000"
                : type;
        }

        return (format ?? (documented ? DefaultFormat : null)) switch
        {
            "mp3" => "audio/mpeg",
            "opus" => "audio/ogg",
            "aac" => "audio/aac",
            "flac" => "audio/flac",
            "wav" => "audio/wav",
            "pcm" => documented ? "audio/pcm;rate=24000" : "audio/pcm",
            _ => AnyBytes,
        };
    }

    /// <summary>Whether a content type can be a recording's; a server that does not care says nothing, or that it is bytes.</summary>
    public static bool CanBeRecording(string? type) =>
        type is null or AnyBytes or "binary/octet-stream" or "application/ogg" || type.StartsWith("audio/", StringComparison.OrdinalIgnoreCase);
}
