using System.Text.Json;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Anthropic.Refusals;

/// <summary>Checks on the declared tools and their choice.</summary>
internal static class ToolChecks
{
    private const int LongestName = 128;

    public static IReadOnlyDictionary<string, string>? IsForced(RefusalContext context) =>
        context.Body.Member("tool_choice")?.Text("type") is "any" or "tool" ? new Dictionary<string, string>() : null;

    public static IReadOnlyDictionary<string, string>? NameInvalid(RefusalContext context) => IndexOf(context, tool =>
        tool.Text("name") is not { Length: > 0 and <= LongestName } name
        || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-'));

    public static IReadOnlyDictionary<string, string>? NameTwice(RefusalContext context)
    {
        string?[] names = [.. context.Body.Items("tools").Select(tool => tool.Text("name"))];
        return names.Distinct().Count() < names.Length ? new Dictionary<string, string>() : null;
    }

    public static IReadOnlyDictionary<string, string>? ChoiceUnknown(RefusalContext context) =>
        context.Body.Member("tool_choice")?.Text("name") is { } name && !context.Body.Items("tools").Any(tool => tool.Text("name") == name)
            ? new Dictionary<string, string> { ["name"] = name }
            : null;

    public static IReadOnlyDictionary<string, string>? SchemaWithoutType(RefusalContext context) =>
        IndexOf(context, tool => tool.Member("input_schema") is { } schema && schema.Member("type") is null);

    private static Dictionary<string, string>? IndexOf(RefusalContext context, Predicate<JsonElement> wrong)
    {
        var index = Array.FindIndex([.. context.Body.Items("tools")], wrong);
        return index < 0 ? null : new Dictionary<string, string> { ["index"] = $"{index}" };
    }
}
