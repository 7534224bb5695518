using System.Text.Json;
using RawInference.Emulator.Answers;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Google.Generate;

/// <summary>Reads contents as turns; each result of a function is a turn of its own, matched with its call by id, else by name.</summary>
internal static class ConversationTurns
{
    public static IReadOnlyList<Turn> Read(JsonElement body)
    {
        var turns = new List<Turn>();
        if (body.Member("systemInstruction") is { } system)
        {
            turns.Add(new Turn(TurnRole.System, Text(system)));
        }

        var open = new List<ToolCall>();
        foreach (var content in body.Items("contents"))
        {
            if (content.Text("role") == "model")
            {
                ToolCall[] calls = [.. Parts(content, "functionCall").Select((call, index) => Call(call, $"{turns.Count}.{index}"))];
                open = [.. calls];
                turns.Add(new Turn(TurnRole.Assistant, Text(content)) { Calls = calls });
                continue;
            }

            foreach (var response in Parts(content, "functionResponse"))
            {
                var answered = open.Find(call => call.Id == response.Text("id")) ?? open.Find(call => call.Name == response.Text("name"));
                if (answered is not null)
                {
                    open.Remove(answered);
                }

                turns.Add(new Turn(TurnRole.Tool, Result(response)) { CallId = answered?.Id ?? "" });
            }

            if (content.Items("parts").Any(part => part.Member("functionResponse") is null))
            {
                turns.Add(new Turn(TurnRole.User, Text(content))
                {
                    Attachments = [.. content.Items("parts").Select(PartMedia.Read).OfType<Attachment>()],
                });
            }
        }

        return turns;
    }

    /// <summary>The text of a content; thoughts are no part of it.</summary>
    public static string Text(JsonElement content) => string.Join(
        '\n', content.Items("parts").Where(part => part.Flag("thought") != true).Select(part => part.Text("text")).OfType<string>());

    public static IEnumerable<JsonElement> Parts(JsonElement content, string kind) =>
        content.Items("parts").Select(part => part.Member(kind)).OfType<JsonElement>();

    private static ToolCall Call(JsonElement call, string position) =>
        new(call.Text("id") ?? position, call.Text("name") ?? "", call.Member("args")?.GetRawText() ?? "{}");

    /// <summary>A result under one of the documented keys, or the whole object.</summary>
    private static string Result(JsonElement response)
    {
        var content = response.Member("response");
        return content?.Text("output") ?? content?.Text("result") ?? content?.GetRawText() ?? "";
    }
}
