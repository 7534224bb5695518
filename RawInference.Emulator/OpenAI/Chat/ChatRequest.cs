using System.Text.Json;
using RawInference.Emulator.Answers;
using RawInference.Emulator.OpenAI.Wire;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.OpenAI.Chat;

/// <summary>Reads a Chat Completions request, whose every parameter the refusals have already let pass.</summary>
internal static class ChatRequest
{
    public static Question Read(WireCall call)
    {
        var body = call.Body;
        var format = body.Member("response_format");
        return new Question
        {
            Turns = [.. body.Items("messages").Select(Turn)],
            Tools = [.. body.Items("tools").Select(tool => Tool(tool.Member("function")!.Value))],
            Policy = Policy(body),
            Schema = format?.Member("json_schema")?.Member("schema"),
            JsonObject = format?.Text("type") == "json_object",
            Stop = body.Member("stop") switch
            {
                { ValueKind: JsonValueKind.String } one => [one.GetString()!],
                { } several => [.. several.EnumerateArray().Select(each => each.GetString()!)],
                _ => [],
            },
            MaxTokens = body.Integer("max_completion_tokens") ?? body.Integer("max_tokens"),
            ReasoningTokens = ReasoningEffort.TokensOf(call.Model, body.Text("reasoning_effort")),
            Faults = call.Faults,
        };
    }

    private static Turn Turn(JsonElement message)
    {
        var content = message.Member("content");
        var parts = content is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().ToArray() : [];
        var text = content is { ValueKind: JsonValueKind.String } plain
            ? plain.GetString()!
            : string.Join('\n', parts.Select(part => part.Text("text") ?? part.Text("refusal")).OfType<string>());
        return new Turn(Role(message.Text("role")), text)
        {
            Attachments = [.. parts.Select(Attachment).OfType<Attachment>()],
            Calls = [.. message.Items("tool_calls").Select(Call)],
            CallId = message.Text("tool_call_id") ?? "",
        };
    }

    private static TurnRole Role(string? role) => role switch
    {
        "system" or "developer" => TurnRole.System,
        "assistant" => TurnRole.Assistant,
        "tool" or "function" => TurnRole.Tool,
        _ => TurnRole.User,
    };

    private static Attachment? Attachment(JsonElement part) => part.Text("type") switch
    {
        "image_url" => MediaReference.Image(part.Member("image_url")?.Text("url") ?? ""),
        "input_audio" => new Attachment(
            AttachmentKind.Audio, MediaReference.Base64(part.Member("input_audio")?.Text("data") ?? "", "input_audio.data"), Url: null),
        "file" => MediaReference.File(part.Member("file")?.Text("file_data"), part.Member("file")?.Text("file_id")),
        _ => null,
    };

    private static ToolCall Call(JsonElement call) => new(
        call.Text("id") ?? "",
        call.Member("function")?.Text("name") ?? "",
        call.Member("function")?.Text("arguments") ?? "");

    private static ToolDeclaration Tool(JsonElement function) => new(function.Text("name") ?? "", function.Member("parameters"));

    private static ToolPolicy Policy(JsonElement body)
    {
        var parallel = body.Flag("parallel_tool_calls") ?? true;
        return body.Member("tool_choice") switch
        {
            { ValueKind: JsonValueKind.String } mode => new ToolPolicy(mode.GetString()!, Name: null, parallel),
            { } named => new ToolPolicy("required", named.Member("function")?.Text("name"), parallel),
            _ => new ToolPolicy("auto", Name: null, parallel),
        };
    }
}
