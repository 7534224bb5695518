using System.Text.Json;
using System.Text.Json.Nodes;
using RawInference.Emulator.Google.OAuth;
using RawInference.Emulator.Google.Refusals;
using RawInference.Emulator.Google.Wire;
using RawInference.Emulator.Models;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Google.Vertex;

/// <summary>What Vertex AI has of its own: tokens that the emulator's own token endpoint gave out, predictions, and its words.</summary>
internal sealed class VertexProtocol() : GoogleProtocol(
    new ModelTable(Folder),
    new RefusalTable(Folder, GoogleChecks.All),
    new MessageTable(GeminiProtocol.Folder, Folder),
    "aiplatform.googleapis.com")
{
    /// <summary>Where the tables lie.</summary>
    public const string Folder = "Google/Vertex";

    public static readonly VertexProtocol Instance = new();

    private const string Exhausted =
        "Resource exhausted. Please try again later. Please refer to "
        + "https://cloud.google.com/vertex-ai/generative-ai/docs/error-code-429 for more details.";

    /// <summary>The token, and what became of it: <c>valid</c>, <c>expired</c> or <c>unknown</c>.</summary>
    public override JsonElement Key(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        var state = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? context.RequestServices.GetRequiredService<AccessTokens>().StateOf(header["Bearer ".Length..])
            : "unknown";
        return JsonSerializer.SerializeToElement(new { authorization = header, token = state });
    }

    public override WireError ErrorOf(int status, string? code) => status == StatusCodes.Status429TooManyRequests && code is null
        ? new WireError(status, Exhausted, "RESOURCE_EXHAUSTED")
        : base.ErrorOf(status, code);

    public override JsonObject ErrorBody(WireError error) => error.Message == Exhausted
        ? new JsonObject { ["error"] = new JsonObject { ["code"] = error.Status, ["message"] = error.Message, ["status"] = error.Type } }
        : base.ErrorBody(error);

    public override IEnumerable<(JsonObject? Holder, string Member)> Usages(JsonObject answer) =>
    [
        .. base.Usages(answer),
        (answer, "metadata"),
        .. (answer["predictions"] as JsonArray ?? []).Select(prediction => (prediction?["embeddings"] as JsonObject, "statistics")),
    ];
}
