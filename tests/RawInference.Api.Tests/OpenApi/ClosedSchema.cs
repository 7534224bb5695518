using System.Text.Json.Nodes;
using NJsonSchema;

namespace RawInference.Api.Tests.OpenApi;

/// <summary>A schema of the document in which only the members that it describes are valid, so that none goes undescribed.</summary>
internal sealed class ClosedSchema
{
    private const string Components = "#/components/schemas/";

    private readonly JsonSchema _schema;

    private ClosedSchema(JsonSchema schema)
    {
        _schema = schema;
    }

    public static async Task<ClosedSchema> ReadAsync(JsonObject document, string name)
    {
        var definitions = document["components"]!["schemas"]!.DeepClone().AsObject();
        Close(definitions);
        var root = definitions[name]!.DeepClone().AsObject();
        root["definitions"] = definitions;
        return new ClosedSchema(await JsonSchema.FromJsonAsync(root.ToJsonString()));
    }

    /// <summary>What is wrong with a value; empty when it is valid.</summary>
    public IReadOnlyList<string> Validate(JsonNode? value)
    {
        // Tests share the schema, and nothing promises that it may be used by several at once.
        lock (_schema)
        {
            return [.. _schema.Validate(value?.ToJsonString() ?? "null").Select(error => error.ToString())];
        }
    }

    private static void Close(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                if (map["$ref"] is JsonValue reference)
                {
                    map["$ref"] = reference.GetValue<string>().Replace(Components, "#/definitions/", StringComparison.Ordinal);
                }

                // A member may itself be called "properties" or "$ref": only those of schemas are objects or texts.
                if (map["properties"] is JsonObject && !map.ContainsKey("additionalProperties"))
                {
                    map["additionalProperties"] = false;
                }

                foreach (var (_, child) in map.ToArray())
                {
                    Close(child);
                }

                break;
            case JsonArray list:
                foreach (var child in list)
                {
                    Close(child);
                }

                break;
        }
    }
}
