using System.Text.Json;
using System.Text.Json.Nodes;
using RawInference.Emulator.Models;
using RawInference.Emulator.OpenAI.Images;
using RawInference.Emulator.OpenAI.Refusals;
using RawInference.Emulator.OpenAI.Wire;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.OpenAI;

/// <summary>What OpenAI's protocol has of its own.</summary>
internal sealed class OpenAIProtocol() : Protocol(new ModelTable(Folder), new RefusalTable(Folder, OpenAIChecks.All))
{
    /// <summary>Where the tables lie.</summary>
    public const string Folder = "OpenAI";

    public static readonly OpenAIProtocol Instance = new();

    public override WireError UnreadableBody => OpenAIErrors.Invalid(
        "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP library correctly. "
        + "The OpenAI API expects a JSON payload, but what was sent was not valid JSON. If you have trouble figuring out how to fix this, "
        + "please contact us through our help center at help.openai.com.)",
        param: null,
        code: null);

    public override void ApplyHeaders(HttpContext context) => OpenAIHeaders.Apply(context);

    public override JsonElement Key(HttpContext context) =>
        JsonSerializer.SerializeToElement(new { authorization = context.Request.Headers.Authorization.ToString() });

    public override Task<JsonElement> ReadBodyAsync(HttpContext context) => FormBody.IsForm(context)
        ? FormBody.ReadAsync(context)
        : base.ReadBodyAsync(context);

    /// <summary>Only images have a model of their own accord.</summary>
    public override string? ModelName(HttpContext context, JsonElement body) => body.Text("model") ?? context.Request.Path.Value switch
    {
        $"/v1/{ImageEndpoints.Generations}" => "dall-e-2",
        $"/v1/{ImageEndpoints.Edits}" => "gpt-image-1.5",
        _ => null,
    };

    public override JsonObject ErrorBody(WireError error) => OpenAIErrors.Body(error);

    public override WireError ErrorOf(int status, string? code) => OpenAIErrors.ForStatus(status, code);

    public override WireError UnknownPath(HttpContext context) => new(
        StatusCodes.Status404NotFound, $"Invalid URL ({context.Request.Method} {context.Request.Path})", "invalid_request_error");

    /// <summary>Named on Responses, nameless on Chat Completions.</summary>
    public override SseFrame ErrorFrame(SseFrame first)
    {
        var error = ErrorOf(StatusCodes.Status500InternalServerError, code: null);
        return first.Event is null
            ? new SseFrame(Event: null, ErrorBody(error))
            : new SseFrame("error", new JsonObject
            {
                ["type"] = "error",
                ["code"] = "server_error",
                ["message"] = error.Message,
                ["param"] = null,
                ["sequence_number"] = 0,
            });
    }

    /// <summary>The provider has a field of its own for padding.</summary>
    public override void Pad(JsonObject data, int bytes) => data["obfuscation"] = new string('x', bytes);

    /// <summary>A Responses event carries the whole response one level down.</summary>
    public override IEnumerable<(JsonObject? Holder, string Member)> Usages(JsonObject answer) =>
        [(answer, "usage"), (answer["response"] as JsonObject, "usage")];
}
