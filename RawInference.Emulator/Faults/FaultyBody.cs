using Microsoft.AspNetCore.Http.Features;
using RawInference.Emulator.Journal;

namespace RawInference.Emulator.Faults;

/// <summary>Writes bytes to a client as its fault plan asks: at once, byte by byte, or split within a character.</summary>
internal static class FaultyBody
{
    /// <summary>Long enough that the two halves travel as two reads.</summary>
    private static readonly TimeSpan SplitPause = TimeSpan.FromMilliseconds(5);

    /// <param name="context">Whose response.</param>
    /// <param name="plan">How to write.</param>
    /// <param name="bytes">What to write.</param>
    /// <param name="last">The answer is whole with these bytes: a client that leaves on seeing them has not aborted.</param>
    public static async Task WriteAsync(HttpContext context, FaultPlan plan, ReadOnlyMemory<byte> bytes, bool last)
    {
        var step = plan.Drip is not null ? 1 : bytes.Length;
        var pause = plan.Drip ?? SplitPause;
        for (var start = 0; start < bytes.Length;)
        {
            var length = plan.SplitUtf8 && plan.Drip is null
                ? BytesToMiddleOfCharacter(bytes.Span[start..])
                : Math.Min(step, bytes.Length - start);
            context.Features.GetRequiredFeature<ReceivedRequest>().Answered |= last && start + length == bytes.Length;
            await context.Response.Body.WriteAsync(bytes.Slice(start, length), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            start += length;
            if (start < bytes.Length)
            {
                await Task.Delay(pause, context.RequestAborted);
            }
        }
    }

    private static int BytesToMiddleOfCharacter(ReadOnlySpan<byte> bytes)
    {
        // The first byte belongs to the character split before, when it is a continuation byte.
        for (var index = 1; index < bytes.Length; index++)
        {
            if (bytes[index - 1] >= 0b1100_0000)
            {
                return index;
            }
        }

        return bytes.Length;
    }
}
