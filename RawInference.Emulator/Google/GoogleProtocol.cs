using System.Text.Json;
using System.Text.Json.Nodes;
using RawInference.Emulator.Google.Wire;
using RawInference.Emulator.Models;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Google;

/// <summary>What the Gemini API and Vertex AI have in common.</summary>
internal abstract class GoogleProtocol(ModelTable models, RefusalTable refusals, MessageTable messages, string service)
    : Protocol(models, refusals)
{
    /// <summary>
    /// The provider's limit for a request with inline data, in bytes
    /// (https://blog.google/innovation-and-ai/technology/developers-tools/gemini-api-new-file-limits).
    /// </summary>
    public const int MaxPayloadBytes = 100 * 1024 * 1024;

    public override WireError UnreadableBody => GoogleErrors.Invalid("Invalid JSON payload received. Unexpected token.");

    public override void ApplyHeaders(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.Vary = "Origin, X-Origin, Referer";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "SAMEORIGIN";
        headers.XXSSProtection = "0";
    }

    /// <summary>Names come as the documentation spells them, whichever spelling was sent.</summary>
    public override async Task<JsonElement> ReadBodyAsync(HttpContext context)
    {
        if (context.Request.Body.Length > MaxPayloadBytes)
        {
            throw new WireErrorException(GoogleErrors.Invalid($"Request payload size exceeds the limit: {MaxPayloadBytes} bytes."));
        }

        var body = await base.ReadBodyAsync(context);
        var method = context.Request.Path.Value!.Split(':')[^1];
        if (messages.MessageOf(method) is not { } message)
        {
            return body;
        }

        var reader = new MessageReader(messages);
        var read = reader.Read(body, message);
        context.Features.Set(new FieldViolations(reader.Violations));
        return JsonSerializer.SerializeToElement(read);
    }

    public override string? ModelName(HttpContext context, JsonElement body) => (string?)context.Request.RouteValues["model"];

    public override JsonObject ErrorBody(WireError error) => GoogleErrors.Body(error, service);

    public override WireError ErrorOf(int status, string? code) => GoogleErrors.ForStatus(status, code);

    public override WireError UnknownPath(HttpContext context) => new(
        StatusCodes.Status404NotFound, $"Method not found: {context.Request.Method} {context.Request.Path}", "NOT_FOUND");

    public override SseFrame ErrorFrame(SseFrame first) =>
        new(Event: null, ErrorBody(ErrorOf(StatusCodes.Status503ServiceUnavailable, code: null)));

    public override void Pad(JsonObject data, int bytes) => data["responseId"] = new string('x', bytes);

    public override IEnumerable<(JsonObject? Holder, string Member)> Usages(JsonObject answer) => [(answer, "usageMetadata")];
}
