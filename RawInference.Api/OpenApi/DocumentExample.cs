using System.Text.Json.Nodes;

namespace RawInference.Api.OpenApi;

/// <summary>One case, as its embedded file has it.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Json">
/// <c>summary</c>, <c>description</c>, and what there is of <c>request</c>, <c>multipart</c> (an object of parts), <c>response</c>,
/// <c>events</c> (each with <c>event</c> and <c>data</c>) and <c>problem</c>.
/// </param>
internal sealed record DocumentExample(string Name, JsonObject Json)
{
    public const string Folder = "Examples";

    public string Summary => Json["summary"]!.GetValue<string>();

    public string? Description => Json["description"]?.GetValue<string>();

    public JsonNode? Request => Json["request"];

    public JsonNode? Multipart => Json["multipart"];

    public JsonNode? Response => Json["response"];

    public JsonArray? Events => Json["events"]?.AsArray();

    public JsonNode? Problem => Json["problem"];

    public static IEnumerable<DocumentExample> All => EmbeddedJson.Read(Folder).Select(file => new DocumentExample(file.Key, file.Value));
}
