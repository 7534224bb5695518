using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using RawInference.Api.Admin;
using RawInference.Contract;

namespace RawInference.Api.OpenApi;

/// <summary>What the listings may be asked for in their query. Another name or value is a 400 that says what there is.</summary>
internal static class QueryParameters
{
    public static OpenApiParameter Provider => Query(
        "provider",
        "Models of this provider only, one that the key may use.",
        new OpenApiSchema { Type = JsonSchemaType.String });

    public static OpenApiParameter Operation => Query(
        "operation",
        "Models that do this only.",
        Words([.. OperationContracts.All.Select(contract => contract.Operation)]));

    public static OpenApiParameter Input => Query(
        "input",
        "Models that take this only.",
        Words("text", "image", "audio", "video", "file"));

    public static OpenApiParameter Emulated => Query(
        "emulated",
        "Models whose answers a stand-in makes up (`true`), or does not (`false`).",
        new OpenApiSchema { Type = JsonSchemaType.Boolean });

    public static OpenApiParameter All => Query(
        "all",
        "With `true`, the well-known providers that are not configured as well.",
        new OpenApiSchema { Type = JsonSchemaType.Boolean });

    /// <summary>No query, but as short: the one that is meant.</summary>
    public static OpenApiParameter Id => new()
    {
        Name = "id",
        In = ParameterLocation.Path,
        Required = true,
        Description = "Its id.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    public static OpenApiParameter Limit => Query(
        "limit",
        $"The most entries of the page. Without it {PageQuery.DefaultCount}.",
        new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = $"{PageQuery.MaxCount}" });

    public static OpenApiParameter After => Query(
        "after",
        "Only entries behind this id: the `next` of the page before.",
        new OpenApiSchema { Type = JsonSchemaType.String });

    private static OpenApiParameter Query(string name, string description, OpenApiSchema schema) =>
        new() { Name = name, In = ParameterLocation.Query, Description = description, Schema = schema };

    private static OpenApiSchema Words(params IEnumerable<string> words) =>
        new() { Type = JsonSchemaType.String, Enum = [.. words.Select(word => (JsonNode)JsonValue.Create(word))] };
}
