using System.Buffers;
using System.Text.Json;
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

        value.WarnOfUnknown("effort", "max_tokens", "summary");
        return new ReasoningOptions(
            value.Member("effort")?.OneOf("none", "minimal", "low", "medium", "high", "xhigh", "max"),
            (int?)value.Member("max_tokens")?.Integer(0, int.MaxValue),
            value.Member("summary")?.OneOf("auto", "concise", "detailed"));
    }

    /// <summary>A word, or an object whose <c>type</c> is that word.</summary>
    public static ResponseFormat? Format(ContractValue value)
    {
        var word = value;
        if (value.Element.ValueKind == JsonValueKind.Object)
        {
            value.WarnOfUnknown("type");
            if (value.Required("type") is not { } type)
            {
                return null;
            }

            word = type;
        }

        return word.OneOf("text", "json_object") switch
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
        var twice = tools?.Where(tool => tool.Name.Length > 0).GroupBy(tool => tool.Name).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            value.Reading.Refuse(value.Path, $"declares '{twice.Key}' twice.");
        }

        return tools;
    }

    /// <summary><c>auto</c>, <c>none</c>, <c>required</c>, or <c>{"name": …}</c>.</summary>
    public static ToolChoice? Choice(ContractValue value)
    {
        if (value.Element.ValueKind == JsonValueKind.Object)
        {
            if (Holder(value, ["type"], "name") is not { } holder)
            {
                return null;
            }

            if (holder.Member("name") is not { } name)
            {
                value.Reading.Refuse(value.Path, "must name the tool: {\"name\": \"…\"}.");
                return null;
            }

            return name.NonEmptyText() is { } text ? new ToolChoice(ToolChoiceMode.Named, text) : null;
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

        if (Holder(value, ["type", CacheHintContract.Member], "name", "description", "parameters", "strict", CacheHintContract.Member) is not { } holder)
        {
            return new ToolDefinition("", null, null, null);
        }

        return new ToolDefinition(
            Name(holder) ?? "",
            holder.Member("description")?.Text(),
            holder.Member("parameters")?.Object("a JSON Schema of the arguments"),
            holder.Member("strict")?.Flag())
        {
            CacheControl = CacheHintContract.Read(value.Member(CacheHintContract.Member) is null ? holder : value),
        };
    }

    /// <summary>
    /// The object with a function's <paramref name="members"/>: the value itself, or its <c>function</c>, which <paramref name="beside"/>
    /// may stand by. Warns of every other member; null, and a mistake, where <c>function</c> is no object.
    /// </summary>
    internal static ContractValue? Holder(ContractValue value, ReadOnlySpan<string> beside, params ReadOnlySpan<string> members)
    {
        if (value.Member("function") is not { } function)
        {
            value.WarnOfUnknown([.. beside, .. members]);
            return value;
        }

        value.WarnOfUnknown([.. beside, "function"]);
        if (!function.IsObject("an object with the function's name"))
        {
            return null;
        }

        function.WarnOfUnknown(members);
        return function;
    }

    private static string? Name(ContractValue holder)
    {
        if (holder.Required("name") is not { } name)
        {
            return null;
        }

        var text = name.NonEmptyText();
        if (text is { Length: > 64 } || text.AsSpan().ContainsAnyExcept(NameCharacters))
        {
            name.Reading.Refuse(name.Path, "must have at most 64 letters, digits, '_' and '-'.");
        }

        return text;
    }
}
