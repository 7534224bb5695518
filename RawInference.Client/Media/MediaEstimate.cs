using System.Buffers.Binary;

namespace RawInference.Media;

/// <summary>Roughly what media will be billed as, before anybody has fetched or decoded them.</summary>
internal static class MediaEstimate
{
    /// <summary>Of a whole-size image, where providers count them as tokens.</summary>
    private const long ImageTokens = 1_600;

    private const double AudioTokensPerSecond = 32;
    private const double VideoTokensPerSecond = 300;
    private const long LeastFileTokens = 1_000;
    private const long BytesPerPageToken = 32;
    private const long BytesPerTextToken = 4;

    /// <summary>64 kbit/s, as speech is often compressed.</summary>
    private const double AudioBytesPerSecond = 8_000;

    /// <summary>500 kbit/s.</summary>
    private const double VideoBytesPerSecond = 62_500;

    // What a URL names is unknown until it is fetched, and that happens only to calls that are admitted.
    private const double UnseenAudioSeconds = 600;
    private const double UnseenVideoSeconds = 60;
    private const long UnseenFileTokens = 5_000;

    private const int WaveHeader = 36;
    private const int WaveByteRate = 28;

    public static long Tokens(MediaContent media) => media.Kind switch
    {
        MediaKind.Image => ImageTokens,
        MediaKind.Audio => (long)Math.Ceiling(Seconds(media) * AudioTokensPerSecond),
        MediaKind.Video => (long)Math.Ceiling(Seconds(media) * VideoTokensPerSecond),
        _ => FileTokens(media),
    };

    /// <summary>Of recordings alone; null for none.</summary>
    public static long? HeardTokens(IEnumerable<MediaContent> media) => Sum(media.Where(medium => medium.Kind == MediaKind.Audio));

    /// <summary>Of everything that is not heard: images, and what most models read as images; null for none.</summary>
    public static long? SeenTokens(IEnumerable<MediaContent> media) => Sum(media.Where(medium => medium.Kind != MediaKind.Audio));

    /// <summary>How long a recording or a video plays.</summary>
    public static double Seconds(MediaContent media)
    {
        if (Bytes(media) is not { } bytes)
        {
            return media.Kind == MediaKind.Video ? UnseenVideoSeconds : UnseenAudioSeconds;
        }

        return bytes / (media.Kind == MediaKind.Video ? VideoBytesPerSecond : WaveRate(media) ?? AudioBytesPerSecond);
    }

    private static long? Sum(IEnumerable<MediaContent> media) => media.Sum(Tokens) is > 0 and var tokens ? tokens : null;

    private static long FileTokens(MediaContent media)
    {
        if (Bytes(media) is not { } bytes)
        {
            return UnseenFileTokens;
        }

        return media.MediaType?.StartsWith("text/", StringComparison.OrdinalIgnoreCase) == true
            ? bytes / BytesPerTextToken
            : Math.Max(LeastFileTokens, bytes / BytesPerPageToken);
    }

    /// <summary>Null where only a URL is known.</summary>
    private static long? Bytes(MediaContent media) => media.Bytes?.Length ?? (Inline(media)?.Length * 3L / 4);

    private static string? Inline(MediaContent media) =>
        media.Base64 ?? (media.Url?.StartsWith("data:", StringComparison.OrdinalIgnoreCase) == true ? media.Url : null);

    /// <summary>Bytes a second, as a WAV file's header says; null for other formats, and for one that says none.</summary>
    private static double? WaveRate(MediaContent media)
    {
        Span<byte> decoded = stackalloc byte[WaveHeader];
        ReadOnlySpan<byte> header = media.Bytes is { Length: >= WaveHeader } bytes ? bytes.Span[..WaveHeader]
            : Inline(media) is { } text && Head(text, decoded) ? decoded
            : default;
        if (!header.StartsWith("RIFF"u8) || !header[8..].StartsWith("WAVEfmt "u8))
        {
            return null;
        }

        var rate = BinaryPrimitives.ReadUInt32LittleEndian(header[WaveByteRate..]);
        return rate > 0 ? rate : null;
    }

    private static bool Head(string base64, Span<byte> decoded)
    {
        var letters = base64.AsSpan(base64.IndexOf(',', StringComparison.Ordinal) + 1);
        const int length = WaveHeader / 3 * 4;
        return letters.Length >= length && Convert.TryFromBase64Chars(letters[..length], decoded, out var written) && written == WaveHeader;
    }
}
