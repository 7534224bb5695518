using System.Text;
using System.Text.Json.Nodes;
using RawInference.Emulator.Faults;

namespace RawInference.Emulator.Wire;

/// <summary>Writes a plain body, with the faults that a plain body can have.</summary>
internal static class JsonReply
{
    public static Task WriteAsync(WireCall call, JsonObject answer)
    {
        UsageFaults.Apply(call.Protocol, call.Faults, answer);
        return WriteAsync(call, EmulatorJson.Bytes(answer), "application/json");
    }

    public static async Task WriteAsync(WireCall call, byte[] body, string contentType)
    {
        var (context, faults) = (call.Http, call.Faults);
        if (faults.NeedsStream)
        {
            throw new WireErrorException(WireError.OfEmulator(
                $"The fault '{faults.Text}' needs a streamed answer.", "fault_not_applicable"));
        }

        body = Shape(faults, body);
        context.Response.ContentType = contentType;
        if (faults.EndAfter is null)
        {
            context.Response.ContentLength = body.Length;
        }

        var whole = faults.CutAfter is null && faults.EndAfter is null;
        await FaultyBody.WriteAsync(context, faults, whole ? body : body.AsMemory(0, body.Length / 2), last: whole);
        if (faults.CutAfter is not null)
        {
            await ConnectionCut.CutAsync(context);
        }
    }

    /// <summary>The answer to a GET, whose faults are those that come before any answer.</summary>
    public static Task WriteAsync(HttpContext context, JsonObject answer)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(EmulatorJson.Text(answer), context.RequestAborted);
    }

    public static async Task WriteErrorAsync(HttpContext context, Protocol protocol, WireError error)
    {
        context.Response.StatusCode = error.Status;
        await WriteErrorBodyAsync(context, protocol, error);
    }

    public static async Task WriteErrorBodyAsync(HttpContext context, Protocol protocol, WireError error)
    {
        var body = EmulatorJson.Bytes(protocol.ErrorBody(error, context));
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static byte[] Shape(FaultPlan faults, byte[] body)
    {
        if (faults.InvalidJson)
        {
            body = [.. body[..^1], .. Encoding.UTF8.GetBytes(",}{")];
        }

        if (faults.LongLine is { } length && length > body.Length)
        {
            var padded = new byte[length];
            padded.AsSpan().Fill((byte)' ');
            body.CopyTo(padded, 0);
            body = padded;
        }

        return body;
    }
}
