using System.Collections.Frozen;
using System.Text.Json;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.Google.Chat;

/// <summary>
/// Writes a JSON Schema. Gemini holds its answers to a subset (ai.google.dev/gemini-api/docs/structured-output#json-schema-support):
/// a rule outside of it is left out and told of; what only annotates, and what nobody knows, stays as it is.
/// </summary>
internal static class GeminiSchema
{
    private static readonly FrozenSet<string> Unsupported = new[]
    {
        "allOf", "not", "if", "then", "else", "dependentRequired", "dependentSchemas", "patternProperties", "propertyNames", "minProperties",
        "maxProperties", "unevaluatedProperties", "unevaluatedItems", "contains", "minContains", "maxContains", "uniqueItems", "minLength", "maxLength",
        "pattern", "multipleOf", "exclusiveMinimum", "exclusiveMaximum",
    }.ToFrozenSet();

    public static void Write(Utf8JsonWriter writer, JsonElement schema, string path, ChatCall call)
    {
        var dropped = new SortedSet<string>(StringComparer.Ordinal);
        Write(writer, schema, dropped);
        foreach (var keyword in dropped)
        {
            call.Warn(WarningCodes.ParameterDropped, path, $"has the keyword '{keyword}', which Gemini does not support; it was left out.");
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonElement schema, SortedSet<string> dropped)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            schema.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        foreach (var member in schema.EnumerateObject())
        {
            if (Unsupported.Contains(member.Name))
            {
                dropped.Add(member.Name);
            }
            else if (member.Name == "const" && member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number && !schema.TryGetProperty("enum", out _))
            {
                // The same rule in a word that Gemini knows.
                writer.WriteStartArray("enum");
                member.Value.WriteTo(writer);
                writer.WriteEndArray();
            }
            else
            {
                writer.WritePropertyName(member.Name);
                WriteValue(writer, member, dropped);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, JsonProperty member, SortedSet<string> dropped)
    {
        switch (member.Name)
        {
            case "properties" or "$defs" or "definitions" when member.Value.ValueKind == JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var named in member.Value.EnumerateObject())
                {
                    writer.WritePropertyName(named.Name);
                    Write(writer, named.Value, dropped);
                }

                writer.WriteEndObject();
                break;
            case "anyOf" or "oneOf" or "prefixItems" when member.Value.ValueKind == JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var one in member.Value.EnumerateArray())
                {
                    Write(writer, one, dropped);
                }

                writer.WriteEndArray();
                break;
            case "items" or "additionalProperties":
                Write(writer, member.Value, dropped);
                break;
            default:
                member.Value.WriteTo(writer);
                break;
        }
    }
}
