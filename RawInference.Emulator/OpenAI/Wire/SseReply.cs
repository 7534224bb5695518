using System.Text;
using System.Text.Json.Nodes;
using RawInference.Emulator.Faults;

namespace RawInference.Emulator.OpenAI.Wire;

/// <summary>Writes a stream of events, with the faults that a stream can have.</summary>
internal static class SseReply
{
    public static async Task WriteAsync(OpenAICall call, IEnumerable<SseFrame> stream)
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
                await SendAsync(call, ErrorFrame(frames[0].Event is not null).ToText(), last: true);
                return;
            }

            // After the first frame: a client is then in the middle of its stream.
            if (index == 1 && faults.InvalidJson)
            {
                await SendAsync(call, "data: {\"id\":\"broken\",,}\n\n", last: false);
            }

            if (frames[index].Data is { } data)
            {
                UsageFaults.Apply(faults, data);
                if (index == 1 && faults.LongLine is { } bytes)
                {
                    // The provider's own field for padding.
                    data["obfuscation"] = new string('x', bytes);
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

    private static SseFrame ErrorFrame(bool named)
    {
        var error = OpenAIError.ForStatus(StatusCodes.Status500InternalServerError, code: null);
        return named
            ? new SseFrame("error", new JsonObject
            {
                ["type"] = "error",
                ["code"] = "server_error",
                ["message"] = error.Message,
                ["param"] = null,
                ["sequence_number"] = 0,
            })
            : new SseFrame(Event: null, error.ToJson());
    }

    private static Task SendAsync(OpenAICall call, string text, bool last) =>
        FaultyBody.WriteAsync(call.Http, call.Faults, Encoding.UTF8.GetBytes(text), last);
}
