using System.Text.Json.Nodes;
using RawInference.Emulator.Answers;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Anthropic.Messages;

/// <summary>One message: its content blocks, why it ends, and what it is billed as.</summary>
internal sealed class MessageBody
{
    private const string CallPrefix = "call_";

    private readonly WireCall _call;
    private readonly Answer _answer;
    private readonly PromptUsage _prompt;
    private readonly IReadOnlyList<JsonObject> _citations = [];
    private readonly string _id = $"msg_{Guid.NewGuid():N}";

    public MessageBody(WireCall call, Thinking? thinking, Answer answer, PromptUsage prompt)
    {
        (_call, _answer, _prompt) = (call, answer, prompt);
        if (answer is { End: AnswerEnd.Stop, StopSequence: null, Text.Length: > 0 })
        {
            _citations = Citations.Of(call.Body);
            if (OutputTokens > call.Body.Integer("max_tokens"))
            {
                (_citations, _answer) = ([], answer with { End = AnswerEnd.Length });
            }
        }

        Blocks = [.. MakeBlocks(thinking)];
    }

    /// <summary>The finished content, in order.</summary>
    public IReadOnlyList<JsonObject> Blocks { get; }

    public JsonObject Whole() => Snapshot(Blocks.Select(block => block.DeepClone()), ends: true, Usage());

    /// <summary>The message as a stream announces it: nothing said yet.</summary>
    public JsonObject Begun() => Snapshot([], ends: false, _prompt.With(output: 1, thinking: 0));

    /// <summary>How the message ends, the same for a stream and a plain answer.</summary>
    public JsonObject Ending() => new()
    {
        ["stop_reason"] = StopReason(),
        ["stop_sequence"] = _answer.StopSequence,
        ["stop_details"] = StopReason() != "refusal" ? null : new JsonObject
        {
            ["type"] = "refusal",
            ["category"] = null,
            ["explanation"] = _answer.Refusal,
        },
    };

    public JsonObject Usage() => _prompt.With(OutputTokens, _answer.ReasoningTokens);

    private int OutputTokens =>
        _answer.CompletionTokens - TokenCount.Of(_answer.Refusal) + _citations.Sum(block => TokenCount.Of((string)block["text"]!));

    private JsonObject Snapshot(IEnumerable<JsonNode> content, bool ends, JsonObject usage)
    {
        var message = new JsonObject
        {
            ["id"] = _id,
            ["type"] = "message",
            ["role"] = "assistant",
            ["model"] = _call.Model.Snapshot,
            ["content"] = new JsonArray([.. content]),
        };
        foreach (var (name, value) in Ending())
        {
            message[name] = ends ? value?.DeepClone() : null;
        }

        message["usage"] = usage;
        return message;
    }

    /// <summary>Where the provider's classifiers stop a model, there is no text of a refusal, only the reason.</summary>
    private string StopReason() => _answer switch
    {
        { Refusal: not null } or { End: AnswerEnd.ContentFilter } => "refusal",
        { End: AnswerEnd.ToolCalls } => "tool_use",
        { End: AnswerEnd.Length } => "max_tokens",
        { StopSequence: not null } => "stop_sequence",
        _ => "end_turn",
    };

    private IEnumerable<JsonObject> MakeBlocks(Thinking? thinking)
    {
        if (thinking is not null && _answer.ReasoningTokens > 0)
        {
            yield return Think(thinking);
        }

        if (_answer.Text is { Length: > 0 } text)
        {
            yield return new JsonObject { ["type"] = "text", ["text"] = text };
        }

        foreach (var citation in _citations)
        {
            yield return citation;
        }

        foreach (var toolCall in _answer.Calls)
        {
            yield return new JsonObject
            {
                ["type"] = "tool_use",
                ["id"] = $"toolu_{toolCall.Id[CallPrefix.Length..]}",
                ["name"] = toolCall.Name,
                ["input"] = JsonNode.Parse(toolCall.Arguments),
            };
        }
    }

    private JsonObject Think(Thinking thinking)
    {
        if (thinking.IsRedacted)
        {
            return new JsonObject { ["type"] = "redacted_thinking", ["data"] = ThinkingSeal.Sign("") };
        }

        // Cut where the limit was reached in the middle of a thought.
        var shown = thinking.IsOmitted ? "" : TokenCount.Truncate(thinking.Text, _answer.ReasoningTokens);
        return new JsonObject { ["type"] = "thinking", ["thinking"] = shown, ["signature"] = ThinkingSeal.Sign(shown) };
    }
}
