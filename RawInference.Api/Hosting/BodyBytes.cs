using System.Buffers;
using System.IO.Pipelines;

namespace RawInference.Api.Hosting;

/// <summary>A whole body in memory, bounded.</summary>
internal static class BodyBytes
{
    /// <param name="reader">Of the request.</param>
    /// <param name="max">Bytes.</param>
    /// <param name="tooLarge">What is thrown for a larger body.</param>
    /// <param name="cancellationToken">Of the caller, with the deadline of the body.</param>
    public static async ValueTask<byte[]> ReadAsync(PipeReader reader, int max, Func<int, InferenceException> tooLarge, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            if (result.Buffer.Length > max)
            {
                reader.AdvanceTo(result.Buffer.End);
                throw tooLarge(max);
            }

            if (result.IsCompleted)
            {
                var bytes = result.Buffer.ToArray();
                reader.AdvanceTo(result.Buffer.End);
                return bytes;
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }
}
