using System.Text.Json;

namespace RawInference.Connectors.OpenAI;

/// <summary>
/// Whether a JSON Schema keeps the rules of strict structured output (platform.openai.com/docs/guides/structured-outputs):
/// every object closed and every property required. A schema that does not would be refused, so it is sent as not strict.
/// </summary>
internal static class StrictSchema
{
    private const int MaxDepth = 10;

    private static readonly string[] Refused =
    [
        "allOf", "oneOf", "not", "if", "then", "else", "dependentRequired", "dependentSchemas", "patternProperties", "propertyNames", "minProperties",
        "maxProperties", "unevaluatedProperties", "unevaluatedItems", "contains", "minContains", "maxContains", "uniqueItems", "prefixItems", "minLength",
        "maxLength", "default",
    ];

    /// <summary>One of them must be there: an empty schema, which takes anything, is not strict.</summary>
    private static readonly string[] Typing = ["type", "enum", "const", "anyOf", "$ref"];

    public static bool Holds(JsonElement schema) =>
        IsObject(schema) && !schema.TryGetProperty("anyOf", out _) && Holds(schema, 0);

    private static bool Holds(JsonElement schema, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object || depth > MaxDepth
            || Array.Exists(Refused, word => schema.TryGetProperty(word, out _))
            || !Array.Exists(Typing, word => schema.TryGetProperty(word, out _)))
        {
            return false;
        }

        return (!IsObject(schema) || IsClosed(schema))
            && All(schema, "properties", depth) && All(schema, "$defs", depth) && All(schema, "definitions", depth)
            && (schema.TryGetProperty("items", out var items) ? Holds(items, depth + 1) : !IsOf(schema, "array"))
            && (!schema.TryGetProperty("anyOf", out var any)
                || (any.ValueKind == JsonValueKind.Array && any.EnumerateArray().All(one => Holds(one, depth + 1))));
    }

    private static bool IsObject(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object && (schema.TryGetProperty("properties", out _) || IsOf(schema, "object"));

    private static bool IsOf(JsonElement schema, string wanted) => schema.TryGetProperty("type", out var type) && type.ValueKind switch
    {
        JsonValueKind.String => type.ValueEquals(wanted),
        JsonValueKind.Array => type.EnumerateArray().Any(word => word.ValueKind == JsonValueKind.String && word.ValueEquals(wanted)),
        _ => false,
    };

    private static bool IsClosed(JsonElement schema)
    {
        if (!schema.TryGetProperty("additionalProperties", out var additional) || additional.ValueKind != JsonValueKind.False)
        {
            return false;
        }

        var names = schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object
            ? properties.EnumerateObject().Select(property => property.Name).ToHashSet()
            : [];
        var required = schema.TryGetProperty("required", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)
            : [];
        return names.SetEquals(required);
    }

    private static bool All(JsonElement schema, string name, int depth) =>
        !schema.TryGetProperty(name, out var schemas)
        || (schemas.ValueKind == JsonValueKind.Object && schemas.EnumerateObject().All(schema => Holds(schema.Value, depth + 1)));
}
