using System.Text.Json;
using RawInference.Emulator.Answers;
using RawInference.Emulator.OpenAI.Wire;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.OpenAI.Responses;

/// <summary>Reads a Responses request, whose every parameter the refusals have already let pass.</summary>
internal static class ResponseRequest
{
    public static Question Read(WireCall call)
    {
        var body = call.Body;
        var format = body.Member("text")?.Member("format");
        Turn[] instructions = body.Text("instructions") is { } text ? [new Turn(TurnRole.System, text)] : [];
        return new Question
        {
            Turns = [.. instructions, .. Input(body)],
            Tools = [.. body.Items("tools").Select(tool => new ToolDeclaration(tool.Text("name") ?? "", tool.Member("parameters")))],
            Policy = Policy(body),
            Schema = format?.Text("type") == "json_schema" ? format?.Member("schema") : null,
            JsonObject = format?.Text("type") == "json_object",
            MaxTokens = body.Integer("max_output_tokens"),
            ReasoningTokens = ReasoningEffort.TokensOf(call.Model, body.Member("reasoning")?.Text("effort")),
            Faults = call.Faults,
        };
    }

    private static IEnumerable<Turn> Input(JsonElement body) => body.Text("input") is { } text
        ? [new Turn(TurnRole.User, text)]
        : body.Items("input").Select(Turn).OfType<Turn>();

    private static Turn? Turn(JsonElement item) => (item.Text("type") ?? "message") switch
    {
        "message" => Message(item),
        "function_call" => new Turn(TurnRole.Assistant, "")
        {
            Calls = [new ToolCall(item.Text("call_id") ?? "", item.Text("name") ?? "", item.Text("arguments") ?? "")],
        },
        "function_call_output" => new Turn(TurnRole.Tool, Output(item)) { CallId = item.Text("call_id") ?? "" },

        // A reasoning item of an earlier turn: its content is closed, and the refusals checked it.
        _ => null,
    };

    private static Turn Message(JsonElement item)
    {
        var parts = item.Items("content").ToArray();
        var text = item.Text("content") ?? string.Join('\n', parts.Select(part => part.Text("text") ?? part.Text("refusal")).OfType<string>());
        var role = item.Text("role") switch
        {
            "system" or "developer" => TurnRole.System,
            "assistant" => TurnRole.Assistant,
            _ => TurnRole.User,
        };
        return new Turn(role, text) { Attachments = [.. parts.Select(Attachment).OfType<Attachment>()] };
    }

    private static Attachment? Attachment(JsonElement part) => part.Text("type") switch
    {
        "input_image" => MediaReference.Image(part.Text("image_url") ?? ""),
        "input_file" when part.Text("file_url") is { } url => MediaReference.FileUrl(url),
        "input_file" => MediaReference.File(part.Text("file_data"), part.Text("file_id")),
        _ => null,
    };

    private static string Output(JsonElement item) =>
        item.Text("output") ?? string.Join('\n', item.Items("output").Select(part => part.Text("text")).OfType<string>());

    private static ToolPolicy Policy(JsonElement body)
    {
        var parallel = body.Flag("parallel_tool_calls") ?? true;
        return body.Member("tool_choice") switch
        {
            { ValueKind: JsonValueKind.String } mode => new ToolPolicy(mode.GetString()!, Name: null, parallel),
            { } named => new ToolPolicy("required", named.Text("name"), parallel),
            _ => new ToolPolicy("auto", Name: null, parallel),
        };
    }
}
