using RawInference.Emulator.Refusals;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Anthropic.Refusals;

/// <summary>Checks on the members of a request's objects: required ones, unknown ones, their types.</summary>
internal static class ShapeChecks
{
    private const char RequiredMark = '!';

    private static readonly string[] BlockTypes =
    [
        "bash_code_execution_tool_result", "code_execution_tool_result", "container_upload", "document", "image", "redacted_thinking",
        "search_result", "server_tool_use", "text", "text_editor_code_execution_tool_result", "thinking", "tool_result",
        "tool_search_tool_result", "tool_use", "web_fetch_tool_result", "web_search_tool_result",
    ];

    private static readonly ParameterTable Parameters = new(AnthropicProtocol.Folder);

    public static IReadOnlyDictionary<string, string>? FieldMissing(RefusalContext context)
    {
        foreach (var shaped in RequestShape.Of(context))
        {
            var required = Parameters.Of(shaped.Shape).Keys.Where(name => name.EndsWith(RequiredMark)).Select(name => name.TrimEnd(RequiredMark));
            if (required.FirstOrDefault(name => shaped.Element.Member(name) is null) is { } missing)
            {
                return new Dictionary<string, string> { ["path"] = shaped.PathOf(missing) };
            }
        }

        return null;
    }

    public static IReadOnlyDictionary<string, string>? FieldUnknown(RefusalContext context)
    {
        foreach (var shaped in RequestShape.Of(context))
        {
            var unknown = shaped.Element.EnumerateObject().Select(member => member.Name).FirstOrDefault(name => TypeOf(shaped, name) is null);
            if (unknown is not null)
            {
                return new Dictionary<string, string> { ["path"] = shaped.PathOf(unknown) };
            }
        }

        return null;
    }

    public static IReadOnlyDictionary<string, string>? WrongType(RefusalContext context)
    {
        foreach (var shaped in RequestShape.Of(context))
        {
            foreach (var member in shaped.Element.EnumerateObject())
            {
                if (TypeOf(shaped, member.Name) is { } type && !ParameterTable.Fits(member.Value, type))
                {
                    return new Dictionary<string, string> { ["path"] = shaped.PathOf(member.Name), ["expected"] = Describe(type) };
                }
            }
        }

        return null;
    }

    public static IReadOnlyDictionary<string, string>? BlockUnknown(RefusalContext context)
    {
        var unknown = RequestShape.BlocksOf(context.Body).FirstOrDefault(block => !BlockTypes.Contains(block.Element.Text("type")));
        return unknown is null ? null : new Dictionary<string, string>
        {
            ["path"] = unknown.Path,
            ["tag"] = unknown.Element.Text("type") ?? "",
            ["tags"] = string.Join(", ", BlockTypes.Select(type => $"'{type}'")),
        };
    }

    private static string? TypeOf(ShapedElement shaped, string member)
    {
        var known = Parameters.Of(shaped.Shape);
        return known.GetValueOrDefault(member) ?? known.GetValueOrDefault($"{member}{RequiredMark}");
    }

    /// <summary>The provider's word for a type; of several it names the last that it tried.</summary>
    private static string Describe(string type) => type.Split('|')[^1] switch
    {
        "object" => "dictionary",
        var list when list.EndsWith("[]", StringComparison.Ordinal) => "list",
        var plain => plain,
    };
}
