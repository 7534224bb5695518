using System.Text;
using RawInference.Emulator.Faults;

namespace RawInference.Emulator.Wire;

/// <summary>Writes a stream of events, with the faults that a stream can have.</summary>
internal static class SseReply
{
    public static async Task WriteAsync(WireCall call, IEnumerable<SseFrame> stream)
    {
        var (context, faults) = (call.Http, call.Faults);
        var frames = stream.ToArray();
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        await context.Response.Body.FlushAsync(call.Aborted);
        for (var index = 0; index < frames.Length; index++)
        {
            if (IsDue(faults.CutAfter, index, frames.Length))
            {
                await ConnectionCut.CutAsync(context);
                return;
            }

            if (IsDue(faults.EndAfter, index, frames.Length))
            {
                return;
            }

            if (IsDue(faults.ErrorFrameAfter, index, frames.Length))
            {
                await SendAsync(call, call.Protocol.ErrorFrame(frames[0]).ToText(), last: true);
                return;
            }

            // After the first frame: a client is then in the middle of its stream.
            if (index == 1 && faults.InvalidJson)
            {
                await SendAsync(call, call.Protocol.BrokenFrame, last: false);
            }

            if (frames[index].Data is { } data)
            {
                UsageFaults.Apply(call.Protocol, faults, data);
                if (index == 1 && faults.LongLine is { } bytes)
                {
                    call.Protocol.Pad(data, bytes);
                }
            }

            await SendAsync(call, frames[index].ToText(), last: index == frames.Length - 1);
            if (faults.Pace > TimeSpan.Zero)
            {
                await Task.Delay(faults.Pace, call.Aborted);
            }
        }
    }

    private static bool IsDue(int? after, int index, int count) => after is { } chunks && index == Math.Min(chunks, count - 1);

    private static Task SendAsync(WireCall call, string text, bool last) =>
        FaultyBody.WriteAsync(call.Http, call.Faults, Encoding.UTF8.GetBytes(text), last);
}
