using System.Text.Json;
using System.Text.Json.Nodes;
using RawInference.Emulator.Google.Refusals;
using RawInference.Emulator.Google.Wire;
using RawInference.Emulator.Models;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Google;

/// <summary>
/// What the Gemini API has of its own. The fault <c>content-filter</c> ends an answer with SAFETY (a picture with IMAGE_SAFETY);
/// the fault <c>refusal</c> blocks the prompt: feedback, and no candidate.
/// </summary>
internal sealed class GeminiProtocol() : GoogleProtocol(
    new ModelTable(Folder),
    new RefusalTable(Folder, GoogleChecks.All),
    new MessageTable(Folder),
    "generativelanguage.googleapis.com")
{
    /// <summary>Where the tables lie.</summary>
    public const string Folder = "Google";

    public static readonly GeminiProtocol Instance = new();

    /// <summary>In a header or in the query, as the provider takes it.</summary>
    public override JsonElement Key(HttpContext context)
    {
        var header = context.Request.Headers["x-goog-api-key"].ToString();
        return JsonSerializer.SerializeToElement(new { key = header.Length > 0 ? header : context.Request.Query["key"].ToString() });
    }

    /// <summary>A delay that a fault puts into the header stands in the details too.</summary>
    public override JsonObject ErrorBody(WireError error, HttpContext context) =>
        error.Status == StatusCodes.Status429TooManyRequests && context.Response.Headers.RetryAfter is [{ } seconds]
            ? ErrorBody(ErrorOf(error.Status, $"{error.Code?.Split('/')[0]}/{seconds}s"))
            : ErrorBody(error);
}
