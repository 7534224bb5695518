using RawInference.Media;

namespace RawInference.Core.Pipeline.Media;

/// <summary>What a caller hears of media that cannot be used.</summary>
internal static class MediaErrors
{
    private const string CannotBeFetched = "cannot be fetched: the URL must be public, on http or https, and answer in time with the content itself.";

    /// <summary>
    /// One and the same for a refused, a missing, a slow and a broken URL, and without the cause: the difference would tell
    /// a caller what listens where, and the cause may hold a presigned URL.
    /// </summary>
    public static InferenceException Unavailable(MediaContent media) =>
        new(InferenceErrorCode.MediaUnavailable, $"A medium {CannotBeFetched}")
        {
            Problems = [new InferenceProblem(media.Path, CannotBeFetched)],
        };

    public static InferenceException TooLarge(MediaContent media, string message) => Of(InferenceErrorCode.MediaTooLarge, media, message);

    public static InferenceException Unsupported(MediaContent media, string? mediaType) => Of(
        InferenceErrorCode.MediaUnsupported,
        media,
        $"is {mediaType ?? "of no type that is known here"}, and must be one of {string.Join(", ", MediaTypes.Of(media.Kind))}.");

    public static InferenceException Overloaded() =>
        new(InferenceErrorCode.Overloaded, "Too many media are being fetched for this namespace or from this host; try again later.");

    private static InferenceException Of(InferenceErrorCode code, MediaContent media, string message) =>
        new(code, $"{media.Path}: {message}") { Problems = [new InferenceProblem(media.Path, message)] };
}
