using RawInference.Media;

namespace RawInference.Core.Pipeline.Media;

/// <summary>How many bytes of one request's media may still come.</summary>
internal sealed class MediaAllowance(MediaOptions options)
{
    private long _left = options.MaxTotalBytes;

    /// <summary>The most bytes of one medium.</summary>
    public int Limit(MediaContent media) => options.MaxBytes(media.Kind);

    /// <summary>Refuses a medium of this size; takes nothing.</summary>
    /// <exception cref="InferenceException">The medium is too large.</exception>
    public void Check(MediaContent media, long length)
    {
        if (length > Limit(media))
        {
            throw MediaTooLarge(media);
        }

        if (length > Interlocked.Read(ref _left))
        {
            throw TotalExceeded(media);
        }
    }

    /// <summary>Takes bytes that are kept, of a medium that has <paramref name="length"/> so far.</summary>
    /// <exception cref="InferenceException">The medium, or all media together, are too large.</exception>
    public void Take(MediaContent media, long bytes, long length)
    {
        if (length > Limit(media))
        {
            throw MediaTooLarge(media);
        }

        if (Interlocked.Add(ref _left, -bytes) < 0)
        {
            throw TotalExceeded(media);
        }
    }

    private InferenceException MediaTooLarge(MediaContent media) =>
        MediaErrors.TooLarge(media, $"has more than the {Limit(media)} bytes that a medium of its kind may have.");

    private InferenceException TotalExceeded(MediaContent media) =>
        MediaErrors.TooLarge(media, $"makes the request's media together more than {options.MaxTotalBytes} bytes.");
}
