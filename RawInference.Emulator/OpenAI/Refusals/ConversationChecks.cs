using System.Text.Json;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.OpenAI.Refusals;

/// <summary>Checks on the messages of a chat.</summary>
internal static class ConversationChecks
{
    private static readonly string[] TextParameters = ["messages", "input", "instructions"];

    public static IReadOnlyDictionary<string, string>? NoJsonWord(RefusalContext context)
    {
        var text = string.Join(' ', TextParameters.Select(name => context.Body.Member(name)?.GetRawText()));
        return text.Contains("json", StringComparison.OrdinalIgnoreCase) ? null : new Dictionary<string, string>();
    }

    public static IReadOnlyDictionary<string, string>? NoAudio(RefusalContext context) =>
        JsonPaths.Find(context.Body, "messages[*].content[*].type").Any(found => found.Element.ValueEquals("input_audio"))
        || context.Body.Items("modalities").Any(modality => modality.GetString() == "audio")
            ? null
            : new Dictionary<string, string>();

    /// <summary>Only an assistant that calls tools, or refuses, may say nothing.</summary>
    public static IReadOnlyDictionary<string, string>? NoContent(RefusalContext context)
    {
        foreach (var (message, index) in Messages(context))
        {
            if (message.Member("content") is null && message.Text("role") != "assistant")
            {
                return new Dictionary<string, string> { ["index"] = $"{index}" };
            }
        }

        return null;
    }

    public static IReadOnlyDictionary<string, string>? ToolCallUnanswered(RefusalContext context)
    {
        var messages = Messages(context).ToArray();
        foreach (var (message, index) in messages)
        {
            var answered = messages.Skip(index + 1)
                .TakeWhile(next => next.Message.Text("role") == "tool")
                .Select(next => next.Message.Text("tool_call_id"))
                .ToHashSet();
            string[] missing = [.. message.Items("tool_calls").Select(call => call.Text("id")).OfType<string>().Where(id => !answered.Contains(id))];
            if (missing.Length > 0)
            {
                return new Dictionary<string, string> { ["ids"] = string.Join(", ", missing), ["index"] = $"{index}" };
            }
        }

        return null;
    }

    public static IReadOnlyDictionary<string, string>? ToolMessageOrphan(RefusalContext context)
    {
        var calls = new HashSet<string?>();
        foreach (var (message, index) in Messages(context))
        {
            calls.UnionWith(message.Items("tool_calls").Select(call => call.Text("id")));
            if (message.Text("role") == "tool" && !calls.Contains(message.Text("tool_call_id")))
            {
                return new Dictionary<string, string> { ["index"] = $"{index}" };
            }
        }

        return null;
    }

    private static IEnumerable<(JsonElement Message, int Index)> Messages(RefusalContext context) =>
        context.Body.Items("messages").Select((message, index) => (message, index));
}
