using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace RawInference.Api.OpenApi;

/// <summary>The cases of the contract, as examples of what they are cases of.</summary>
internal static class DocumentExamples
{
    // Listings are no inferences.
    private const string Models = "Models";
    private const string Providers = "Providers";

    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Dictionary<string, IOpenApiExample> Requests => Of(example => example.Request);

    public static Dictionary<string, IOpenApiExample> Multiparts => Of(example => example.Multipart);

    public static Dictionary<string, IOpenApiExample> Responses => Of(example => example.Name is Models or Providers ? null : example.Response);

    public static Dictionary<string, IOpenApiExample> EventStreams =>
        Of(example => example.Events is { } events ? JsonValue.Create(StreamOf(events)) : null);

    public static Dictionary<string, IOpenApiExample> ModelLists => Of(example => example.Name == Models ? example.Response : null);

    public static Dictionary<string, IOpenApiExample> ProviderLists => Of(example => example.Name == Providers ? example.Response : null);

    public static Dictionary<string, IOpenApiExample> Problems(int status) =>
        Of(example => example.Problem?["status"]!.GetValue<int>() == status ? example.Problem : null);

    private static Dictionary<string, IOpenApiExample> Of(Func<DocumentExample, JsonNode?> choose)
    {
        var examples = new Dictionary<string, IOpenApiExample>();
        foreach (var example in DocumentExample.All)
        {
            if (choose(example) is { } value)
            {
                examples[example.Name] = new OpenApiExample { Summary = example.Summary, Description = example.Description, Value = value };
            }
        }

        return examples;
    }

    private static string StreamOf(JsonArray events) =>
        string.Concat(events.Select(item => $"event: {item!["event"]}\ndata: {item["data"]!.ToJsonString(OneLine)}\n\n"));
}
