using System.Text.Json;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Schemas;

/// <summary>Which type of value a schema asks for.</summary>
internal static class SchemaType
{
    /// <summary>The declared type (of a list, the first that is not null), or the one that its keywords imply.</summary>
    public static string? Of(JsonElement schema)
    {
        if (schema.Member("type") is not { } type)
        {
            return schema.Member("properties") is not null || schema.Member("required") is not null ? "object"
                : schema.Member("items") is not null || schema.Member("prefixItems") is not null ? "array"
                : schema.Member("pattern") is not null || schema.Member("minLength") is not null || schema.Member("format") is not null ? "string"
                : schema.Member("minimum") is not null || schema.Member("maximum") is not null || schema.Member("multipleOf") is not null ? "number"
                : null;
        }

        return type.ValueKind == JsonValueKind.String
            ? type.GetString()
            : schema.Texts("type").FirstOrDefault(each => each != "null", schema.Texts("type").Any() ? "null" : null);
    }

    public static bool AllowsNull(JsonElement schema) =>
        schema.Text("type") == "null" || schema.Texts("type").Contains("null");
}
