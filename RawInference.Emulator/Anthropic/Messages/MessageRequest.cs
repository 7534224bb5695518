using System.Text.Json;
using RawInference.Emulator.Answers;
using RawInference.Emulator.Anthropic.Wire;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Anthropic.Messages;

/// <summary>Reads a Messages request, whose every parameter the refusals have already let pass.</summary>
internal static class MessageRequest
{
    /// <summary>The beginning of the documented text that makes a model refuse, so that clients can test for it.</summary>
    private const string RefusalTrigger = "ANTHROPIC_MAGIC_STRING_TRIGGER_REFUSAL";

    public static Question Read(WireCall call, Thinking? thinking)
    {
        var body = call.Body;
        var question = new Question
        {
            Turns = [.. System(body), .. body.Items("messages").SelectMany(Turns)],
            Tools = [.. body.Items("tools").Select(tool => new ToolDeclaration(tool.Text("name")!, tool.Member("input_schema")))],
            Policy = Policy(body),
            Schema = body.Member("output_config")?.Member("format")?.Member("schema"),
            Stop = [.. body.Texts("stop_sequences")],
            MaxTokens = body.Integer("max_tokens"),
            ReasoningTokens = thinking?.Tokens ?? 0,
            Faults = call.Faults,
        };
        return question.Prompt.Contains(RefusalTrigger, StringComparison.Ordinal)
            ? question with { Faults = call.Faults with { Refusal = true } }
            : question;
    }

    /// <summary>The last thing a user said in a request.</summary>
    public static string Prompt(JsonElement body) =>
        body.Items("messages").SelectMany(Turns).LastOrDefault(turn => turn.Role == TurnRole.User)?.Text ?? "";

    private static IEnumerable<Turn> System(JsonElement body) =>
        ContentBlocks.TextOf(ContentBlocks.Of(body, "system")) is { Length: > 0 } text ? [new Turn(TurnRole.System, text)] : [];

    /// <summary>The results of tools in a user's message are turns of their own.</summary>
    private static IEnumerable<Turn> Turns(JsonElement message)
    {
        var blocks = ContentBlocks.Of(message).ToArray();
        if (message.Text("role") == "system")
        {
            return [new Turn(TurnRole.System, ContentBlocks.TextOf(blocks))];
        }

        if (message.Text("role") == "assistant")
        {
            return
            [
                new Turn(TurnRole.Assistant, ContentBlocks.TextOf(blocks))
                {
                    Calls = [.. blocks.Where(block => block.Text("type") == "tool_use").Select(Call)],
                },
            ];
        }

        var results = blocks.Where(block => block.Text("type") == "tool_result")
            .Select(block => new Turn(TurnRole.Tool, ContentBlocks.TextOf(block)) { CallId = block.Text("tool_use_id")! });
        var said = blocks.Where(block => block.Text("type") != "tool_result").ToArray();
        return said.Length == 0 ? results : results.Append(new Turn(TurnRole.User, ContentBlocks.TextOf(said))
        {
            Attachments = [.. said.Select(MediaSource.Attachment).OfType<Attachment>()],
        });
    }

    private static ToolCall Call(JsonElement block) =>
        new(block.Text("id")!, block.Text("name")!, block.Member("input")?.GetRawText() ?? "{}");

    private static ToolPolicy Policy(JsonElement body)
    {
        var choice = body.Member("tool_choice");
        var mode = choice?.Text("type") switch
        {
            "any" or "tool" => "required",
            "none" => "none",
            _ => "auto",
        };
        return new ToolPolicy(mode, choice?.Text("name"), choice?.Flag("disable_parallel_tool_use") != true);
    }
}
