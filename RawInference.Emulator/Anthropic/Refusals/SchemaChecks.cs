using System.Text.Json;
using RawInference.Emulator.Anthropic.Wire;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Schemas;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Anthropic.Refusals;

/// <summary>Checks on the schema that an answer must fulfil, and on what does not go together with one.</summary>
internal static class SchemaChecks
{
    private static readonly Dictionary<string, string[]> UnsupportedMembers = new()
    {
        ["integer"] = ["exclusiveMaximum", "exclusiveMinimum", "maximum", "minimum", "multipleOf"],
        ["number"] = ["exclusiveMaximum", "exclusiveMinimum", "maximum", "minimum", "multipleOf"],
        ["string"] = ["maxLength", "minLength"],
        ["array"] = ["maxItems", "uniqueItems"],
    };

    public static IReadOnlyDictionary<string, string>? Open(RefusalContext context) =>
        Schema(context) is { } schema && StrictSchema.OpenObject(schema) is not null ? new Dictionary<string, string>() : null;

    public static IReadOnlyDictionary<string, string>? Unsupported(RefusalContext context)
    {
        foreach (var each in Schema(context) is { } schema ? Within(schema) : [])
        {
            // A property of one of these names is no constraint: only what has a type is a schema.
            if (each.Member("type")?.ValueKind is JsonValueKind.String or JsonValueKind.Array
                && SchemaType.Of(each) is { } type
                && UnsupportedMembers.GetValueOrDefault(type) is { } unsupported)
            {
                string[] found = [.. unsupported.Where(name => each.Member(name) is not null)];
                if (found.Length > 0)
                {
                    return new Dictionary<string, string>
                    {
                        ["type"] = type,
                        ["found"] = found.Length == 1 ? $"property '{found[0]}' is" : $"properties {string.Join(", ", found)} are",
                    };
                }
            }
        }

        return null;
    }

    public static IReadOnlyDictionary<string, string>? CitationsAsked(RefusalContext context) =>
        context.Body.Items("messages").SelectMany(ContentBlocks.Of)
            .Any(block => block.Text("type") == "document" && block.Member("citations")?.Flag("enabled") == true)
            ? new Dictionary<string, string>()
            : null;

    private static JsonElement? Schema(RefusalContext context) => context.Body.Member("output_config")?.Member("format")?.Member("schema");

    /// <summary>The schema and all below it, however they are nested.</summary>
    private static IEnumerable<JsonElement> Within(JsonElement schema) => schema.ValueKind switch
    {
        JsonValueKind.Object => schema.EnumerateObject().SelectMany(member => Within(member.Value)).Prepend(schema),
        JsonValueKind.Array => schema.EnumerateArray().SelectMany(Within),
        _ => [],
    };
}
