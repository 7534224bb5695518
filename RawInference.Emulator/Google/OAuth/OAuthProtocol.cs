using System.Text.Json;
using System.Text.Json.Nodes;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Google.OAuth;

/// <summary>
/// What the token endpoint has of its own: forms, no key, no model, and errors of two members. An error's type is its <c>error</c>.
/// </summary>
internal sealed class OAuthProtocol() : Protocol(GeminiProtocol.Instance.Models, new RefusalTable(Folder, OAuthChecks.All))
{
    /// <summary>Where the refusals lie.</summary>
    public const string Folder = "Google/OAuth";

    public static readonly OAuthProtocol Instance = new();

    public override WireError UnreadableBody => new(StatusCodes.Status400BadRequest, "Could not parse the body.", "invalid_request");

    public override void ApplyHeaders(HttpContext context) => context.Response.Headers.CacheControl = "no-cache, no-store";

    public override JsonElement Key(HttpContext context) => JsonSerializer.SerializeToElement(new JsonObject());

    public override async Task<JsonElement> ReadBodyAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
        {
            return await base.ReadBodyAsync(context);
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        return JsonSerializer.SerializeToElement(form.ToDictionary(field => field.Key, field => field.Value.ToString()));
    }

    public override string? ModelName(HttpContext context, JsonElement body) => null;

    public override JsonObject ErrorBody(WireError error) => new() { ["error"] = error.Type, ["error_description"] = error.Message };

    public override WireError ErrorOf(int status, string? code) => new(
        status, status >= 500 ? "Backend Error" : "Bad Request", code ?? (status >= 500 ? "internal_failure" : "invalid_request"));

    public override WireError UnknownPath(HttpContext context) =>
        new(StatusCodes.Status404NotFound, $"Not found: {context.Request.Path}", "not_found");

    public override SseFrame ErrorFrame(SseFrame first) => throw new InvalidOperationException("The token endpoint has no streams.");

    public override void Pad(JsonObject data, int bytes) => throw new InvalidOperationException("The token endpoint has no streams.");

    public override IEnumerable<(JsonObject? Holder, string Member)> Usages(JsonObject answer) => [];
}
