using RawInference.Media;

namespace RawInference.Core.Pipeline.Media;

/// <summary>Decodes media that the request itself carries as text.</summary>
internal static class MediaDecoder
{
    /// <summary>Whether the medium is base64 or a data: URI.</summary>
    public static bool Takes(MediaContent media) => media.Base64 is not null || (media.Url is { } url && DataUri.IsOne(url));

    /// <summary>The medium with its bytes; null where it is not well formed, with the mistake added to <paramref name="problems"/>.</summary>
    /// <exception cref="InferenceException">It is too large, which is known before it is decoded.</exception>
    public static MediaContent? Decode(MediaContent media, MediaAllowance allowance, List<InferenceProblem> problems)
    {
        string? mistake;
        byte[]? bytes;
        var declared = media.MediaType;
        if (media.Base64 is { } base64)
        {
            bytes = FromBase64(base64, media, allowance, out mistake);
        }
        else if (DataUri.TryParse(media.Url!, out var uri))
        {
            declared = uri.MediaType ?? declared;
            bytes = uri.IsBase64 ? FromBase64(uri.Payload, media, allowance, out mistake) : FromPercent(uri.Payload, media, allowance, out mistake);
        }
        else
        {
            bytes = null;
            mistake = "is no data: URI: it must be data:<media type>;base64,<data>.";
        }

        if (bytes is null)
        {
            problems.Add(new InferenceProblem(media.Path, mistake!));
            return null;
        }

        return media with { Url = null, Base64 = null, Bytes = bytes, MediaType = declared };
    }

    private static byte[]? FromBase64(ReadOnlySpan<char> text, MediaContent media, MediaAllowance allowance, out string? mistake)
    {
        allowance.Check(media, Base64Text.DecodedLength(text));
        return Base64Text.Decode(text, out mistake);
    }

    private static byte[]? FromPercent(ReadOnlySpan<char> text, MediaContent media, MediaAllowance allowance, out string? mistake)
    {
        allowance.Check(media, PercentText.DecodedLength(text));
        return PercentText.Decode(text, out mistake);
    }
}
