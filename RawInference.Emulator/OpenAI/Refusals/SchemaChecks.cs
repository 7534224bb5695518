using System.Text.Json;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Schemas;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.OpenAI.Refusals;

/// <summary>Checks on tools and on schemas that are to be followed strictly.</summary>
internal static class SchemaChecks
{
    public static IReadOnlyDictionary<string, string>? FormatAdditional(RefusalContext context) =>
        StrictFormat(context) is { } format && StrictSchema.OpenObject(format.Member("schema")!.Value) is { } place
            ? new Dictionary<string, string> { ["name"] = format.Text("name") ?? "", ["place"] = place }
            : null;

    public static IReadOnlyDictionary<string, string>? FormatRequired(RefusalContext context) =>
        StrictFormat(context) is { } format && StrictSchema.OptionalProperty(format.Member("schema")!.Value) is { } found
            ? new Dictionary<string, string> { ["name"] = format.Text("name") ?? "", ["place"] = found.Place, ["missing"] = found.Property }
            : null;

    public static IReadOnlyDictionary<string, string>? ToolAdditional(RefusalContext context)
    {
        foreach (var (function, index) in StrictFunctions(context))
        {
            if (StrictSchema.OpenObject(function.Member("parameters")!.Value) is { } place)
            {
                return new Dictionary<string, string> { ["name"] = function.Text("name") ?? "", ["place"] = place, ["index"] = index };
            }
        }

        return null;
    }

    public static IReadOnlyDictionary<string, string>? ToolRequired(RefusalContext context)
    {
        foreach (var (function, index) in StrictFunctions(context))
        {
            if (StrictSchema.OptionalProperty(function.Member("parameters")!.Value) is { } found)
            {
                return new Dictionary<string, string>
                {
                    ["name"] = function.Text("name") ?? "",
                    ["place"] = found.Place,
                    ["missing"] = found.Property,
                    ["index"] = index,
                };
            }
        }

        return null;
    }

    public static IReadOnlyDictionary<string, string>? ToolWithoutFunction(RefusalContext context) =>
        IndexOf(context, tool => tool.Text("type") == "function" && tool.Member("function")?.Text("name") is null);

    public static IReadOnlyDictionary<string, string>? ToolWithoutName(RefusalContext context) =>
        IndexOf(context, tool => tool.Text("type") == "function" && tool.Text("name") is null);

    public static IReadOnlyDictionary<string, string>? ToolNameInvalid(RefusalContext context) =>
        IndexOf(context, tool => !(tool.Member("function")?.Text("name") ?? "").All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-'));

    public static IReadOnlyDictionary<string, string>? ToolChoiceUnknown(RefusalContext context)
    {
        var choice = context.Body.Member("tool_choice");
        var name = choice?.Member("function")?.Text("name") ?? choice?.Text("name");
        return name is not null && !Functions(context).Any(function => function.Text("name") == name)
            ? new Dictionary<string, string> { ["name"] = name }
            : null;
    }

    private static Dictionary<string, string>? IndexOf(RefusalContext context, Func<JsonElement, bool> wrong)
    {
        foreach (var (tool, index) in context.Body.Items("tools").Select((tool, index) => (tool, index)).Where(each => wrong(each.tool)))
        {
            return new Dictionary<string, string> { ["index"] = $"{index}" };
        }

        return null;
    }

    private static JsonElement? StrictFormat(RefusalContext context)
    {
        var format = context.Body.Member("response_format")?.Member("json_schema") ?? context.Body.Member("text")?.Member("format");
        return format?.Flag("strict") == true && format?.Member("schema") is not null ? format : null;
    }

    private static IEnumerable<JsonElement> Functions(RefusalContext context) =>
        context.Body.Items("tools").Select(tool => tool.Member("function") ?? tool);

    private static IEnumerable<(JsonElement Function, string Index)> StrictFunctions(RefusalContext context) =>
        Functions(context)
            .Select((function, index) => (Function: function, Index: $"{index}"))
            .Where(each => each.Function.Flag("strict") == true && each.Function.Member("parameters") is not null);
}
