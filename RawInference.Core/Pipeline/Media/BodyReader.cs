using RawInference.Media;

namespace RawInference.Core.Pipeline.Media;

/// <summary>Reads a body of unknown honesty into one buffer.</summary>
internal static class BodyReader
{
    private const int FirstSize = 64 << 10;

    /// <summary>How far the buffer may be ahead of what has come, on the word of a Content-Length.</summary>
    private const long Trust = 8;

    /// <exception cref="InferenceException">The body is larger than allowed.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(
        Stream body,
        long? declaredLength,
        MediaContent media,
        MediaAllowance allowance,
        FetchDeadline deadline)
    {
        var buffer = new byte[NextSize(0, declaredLength, allowance.Limit(media))];
        var length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, NextSize(length, declaredLength, allowance.Limit(media)));
            }

            var read = await body.ReadAsync(buffer.AsMemory(length), deadline.Token);
            if (read == 0)
            {
                return buffer.AsMemory(0, length);
            }

            deadline.Progress();
            length += read;
            allowance.Take(media, read, length);
        }
    }

    /// <summary>
    /// The declared length, as far as the server has earned it, so that an honest one needs no copy at the end; otherwise twice
    /// what has come. One byte more than is expected, so that the end is seen without growing.
    /// </summary>
    internal static int NextSize(int length, long? declaredLength, int limit)
    {
        var wanted = declaredLength >= length
            ? Math.Min(declaredLength.Value + 1, Math.Max(FirstSize, length * Trust))
            : Math.Max(FirstSize, length * 2L);
        return (int)Math.Min(wanted, limit + 1L);
    }
}
