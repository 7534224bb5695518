using System.Buffers;
using RawInference.Contract;

namespace RawInference.Chat;

/// <summary>How the chat parameters that are more than a number are written in the REST contract.</summary>
internal static class ChatParameterContract
{
    private const int MaxTools = 512;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

    public static ReasoningOptions? Reasoning(ContractValue value)
    {
        if (!value.IsObject("an object such as {\"effort\": \"low\"}"))
        {
            return null;
        }

        WarnOfUnknown(value, "effort", "max_tokens", "summary");
        return new ReasoningOptions(
            value.Member("effort")?.OneOf("none", "minimal", "low", "medium", "high", "xhigh"),
            (int?)value.Member("max_tokens")?.Integer(0, int.MaxValue),
            value.Member("summary")?.OneOf("auto", "concise", "detailed"));
    }

    /// <summary>A word, or an object whose <c>type</c> is that word.</summary>
    public static ResponseFormat? Format(ContractValue value)
    {
        var word = value.Element.ValueKind == System.Text.Json.JsonValueKind.Object ? value.Member("type") : value;
        return word?.OneOf("text", "json_object") switch
        {
            "text" => ResponseFormat.Text,
            "json_object" => ResponseFormat.JsonObject,
            _ => null,
        };
    }

    /// <summary>Flat (<c>{name, description, parameters}</c>) or with OpenAI's <c>function</c> envelope.</summary>
    public static IReadOnlyList<ToolDefinition>? Tools(ContractValue value)
    {
        var tools = value.Items(MaxTools, "a list of tools")?.Select(Tool).ToArray();
        var twice = tools?.GroupBy(tool => tool.Name).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            value.Reading.Refuse(value.Path, $"declares '{twice.Key}' twice.");
        }

        return tools;
    }

    /// <summary><c>auto</c>, <c>none</c>, <c>required</c>, or <c>{"name": …}</c>.</summary>
    public static ToolChoice? Choice(ContractValue value)
    {
        if (value.Element.ValueKind == System.Text.Json.JsonValueKind.Object)
        {
            var holder = value.Member("function") ?? value;
            var name = holder.Member("name")?.NonEmptyText();
            if (name is null)
            {
                value.Reading.Refuse(value.Path, "must name the tool: {\"name\": \"…\"}.");
            }

            return new ToolChoice(ToolChoiceMode.Named, name);
        }

        return value.OneOf("auto", "none", "required") switch
        {
            "auto" => new ToolChoice(ToolChoiceMode.Auto),
            "none" => new ToolChoice(ToolChoiceMode.None),
            "required" => new ToolChoice(ToolChoiceMode.Required),
            _ => null,
        };
    }

    private static ToolDefinition Tool(ContractValue value)
    {
        if (!value.IsObject("a tool such as {\"name\": \"…\", \"parameters\": {…}}"))
        {
            return new ToolDefinition("", null, null, null);
        }

        if (value.Member("type") is { } type)
        {
            type.OneOf("function");
        }

        var holder = value.Member("function") ?? value;
        WarnOfUnknown(holder, "type", "name", "description", "parameters", "strict");
        return new ToolDefinition(
            Name(holder) ?? "",
            holder.Member("description")?.Text(),
            holder.Member("parameters")?.Object("a JSON Schema of the arguments"),
            holder.Member("strict")?.Flag());
    }

    private static string? Name(ContractValue holder)
    {
        if (holder.Member("name") is not { } name)
        {
            holder.Reading.Refuse(holder.PathOf("name"), "is missing.");
            return null;
        }

        var text = name.NonEmptyText();
        if (text is { Length: > 64 } || text.AsSpan().ContainsAnyExcept(NameCharacters))
        {
            name.Reading.Refuse(name.Path, "must have at most 64 letters, digits, '_' and '-'.");
        }

        return text;
    }

    internal static void WarnOfUnknown(ContractValue value, params ReadOnlySpan<string> known)
    {
        foreach (var member in value.Element.EnumerateObject())
        {
            if (!known.Contains(member.Name))
            {
                value.Reading.Warn(WarningCodes.UnknownField, value.PathOf(member.Name), "is not a known field and was ignored.");
            }
        }
    }
}
