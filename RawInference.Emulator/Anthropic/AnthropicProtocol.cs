using System.Text.Json;
using System.Text.Json.Nodes;
using RawInference.Emulator.Anthropic.Refusals;
using RawInference.Emulator.Anthropic.Wire;
using RawInference.Emulator.Models;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Anthropic;

/// <summary>What Anthropic's protocol has of its own.</summary>
internal sealed class AnthropicProtocol() : Protocol(new ModelTable(Folder), new RefusalTable(Folder, AnthropicChecks.All))
{
    /// <summary>Where the tables lie.</summary>
    public const string Folder = "Anthropic";

    /// <summary>The provider's limit for a request of the Messages API.</summary>
    private const long MaxBodyBytes = 32L * 1024 * 1024;

    public static readonly AnthropicProtocol Instance = new();

    public override WireError UnreadableBody => AnthropicErrors.Invalid("The request body is not valid JSON.");

    public override string BrokenFrame => "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",,}\n\n";

    public override void ApplyHeaders(HttpContext context) => AnthropicHeaders.Apply(context);

    public override JsonElement Key(HttpContext context) => JsonSerializer.SerializeToElement(new
    {
        key = context.Request.Headers["x-api-key"].ToString(),
        authorization = context.Request.Headers.Authorization.ToString(),
        version = context.Request.Headers["anthropic-version"].ToString(),
    });

    public override Task<JsonElement> ReadBodyAsync(HttpContext context) => context.Request.Body.Length > MaxBodyBytes
        ? throw new WireErrorException(new WireError(
            StatusCodes.Status413PayloadTooLarge, "Request exceeds the maximum size", AnthropicErrors.TypeOf(StatusCodes.Status413PayloadTooLarge)))
        : base.ReadBodyAsync(context);

    public override string? ModelName(HttpContext context, JsonElement body) => body.Text("model");

    public override JsonObject ErrorBody(WireError error) => AnthropicErrors.Body(error);

    public override JsonObject ErrorBody(WireError error, HttpContext context)
    {
        var body = ErrorBody(error);
        body["request_id"] = context.Response.Headers[AnthropicHeaders.RequestId].ToString();
        return body;
    }

    public override WireError ErrorOf(int status, string? code) => AnthropicErrors.ForStatus(status, code);

    public override WireError UnknownPath(HttpContext context) =>
        new(StatusCodes.Status404NotFound, "Not Found", AnthropicErrors.TypeOf(StatusCodes.Status404NotFound));

    public override SseFrame ErrorFrame(SseFrame first) => new("error", ErrorBody(ErrorOf(AnthropicErrors.Overloaded, code: null)));

    public override void Pad(JsonObject data, int bytes) => data["padding"] = new string('x', bytes);

    /// <summary>The first event of a stream carries the whole message one level down.</summary>
    public override IEnumerable<(JsonObject? Holder, string Member)> Usages(JsonObject answer) =>
        [(answer, "usage"), (answer["message"] as JsonObject, "usage")];
}
