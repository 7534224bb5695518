using System.Text.Json;
using RawInference.Emulator.Anthropic.Wire;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Anthropic.Refusals;

/// <summary>Checks on the order and content of the messages.</summary>
internal static class ConversationChecks
{
    public static IReadOnlyDictionary<string, string>? ToolUseUnanswered(RefusalContext context)
    {
        JsonElement[] messages = [.. context.Body.Items("messages")];
        for (var index = 0; index < messages.Length; index++)
        {
            var answered = index + 1 < messages.Length ? Ids(messages[index + 1], "tool_result", "tool_use_id") : [];
            string[] missing = [.. Ids(messages[index], "tool_use", "id").Where(id => !answered.Contains(id))];
            if (missing.Length > 0)
            {
                return new Dictionary<string, string> { ["index"] = $"{index}", ["ids"] = string.Join(", ", missing) };
            }
        }

        return null;
    }

    public static IReadOnlyDictionary<string, string>? ToolResultOrphan(RefusalContext context)
    {
        JsonElement[] messages = [.. context.Body.Items("messages")];
        for (var index = 0; index < messages.Length; index++)
        {
            var called = index > 0 ? Ids(messages[index - 1], "tool_use", "id") : [];
            JsonElement[] blocks = [.. ContentBlocks.Of(messages[index])];
            var orphan = Array.FindIndex(blocks, block => block.Text("type") == "tool_result" && !called.Contains(block.Text("tool_use_id")!));
            if (orphan >= 0)
            {
                return new Dictionary<string, string>
                {
                    ["path"] = $"messages.{index}.content.{orphan}",
                    ["id"] = blocks[orphan].Text("tool_use_id")!,
                };
            }
        }

        return null;
    }

    public static IReadOnlyDictionary<string, string>? ToolUseTwice(RefusalContext context)
    {
        string[] ids =
        [
            .. context.Body.Items("messages").SelectMany(ContentBlocks.Of)
                .Where(block => block.Text("type") == "tool_use")
                .Select(block => block.Text("id")!),
        ];
        return ids.Distinct().Count() < ids.Length ? new Dictionary<string, string>() : null;
    }

    public static IReadOnlyDictionary<string, string>? MessageEmpty(RefusalContext context)
    {
        JsonElement[] messages = [.. context.Body.Items("messages")];
        var empty = Array.FindIndex(messages, message => message.Text("content") == "" || !ContentBlocks.Of(message).Any());
        return empty < 0 || (empty == messages.Length - 1 && messages[empty].Text("role") == "assistant")
            ? null
            : new Dictionary<string, string> { ["index"] = $"{empty}" };
    }

    public static IReadOnlyDictionary<string, string>? TextEmpty(RefusalContext context) =>
        Texts(context).Any(text => text.Length == 0) ? new Dictionary<string, string>() : null;

    public static IReadOnlyDictionary<string, string>? TextBlank(RefusalContext context) =>
        Texts(context).Any(string.IsNullOrWhiteSpace) ? new Dictionary<string, string>() : null;

    /// <summary>The last message is the assistant's own, to be continued.</summary>
    public static IReadOnlyDictionary<string, string>? Prefill(RefusalContext context) =>
        Final(context) is not null ? new Dictionary<string, string>() : null;

    public static IReadOnlyDictionary<string, string>? PrefillEndsBlank(RefusalContext context) =>
        Final(context) is { } final && ContentBlocks.Of(final).LastOrDefault() is { ValueKind: JsonValueKind.Object } block
        && block.Text("text") is { Length: > 0 } text && char.IsWhiteSpace(text[^1])
            ? new Dictionary<string, string>()
            : null;

    private static JsonElement? Final(RefusalContext context) =>
        context.Body.Items("messages").LastOrDefault() is { ValueKind: JsonValueKind.Object } last && last.Text("role") == "assistant" ? last : null;

    private static IEnumerable<string> Texts(RefusalContext context) => RequestShape.BlocksOf(context.Body)
        .Where(block => block.Element.Text("type") == "text")
        .Select(block => block.Element.Text("text")!);

    private static HashSet<string> Ids(JsonElement message, string type, string member) =>
        [.. ContentBlocks.Of(message).Where(block => block.Text("type") == type).Select(block => block.Text(member)!)];
}
