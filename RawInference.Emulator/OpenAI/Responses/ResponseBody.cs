using System.Text.Json.Nodes;
using RawInference.Emulator.Answers;
using RawInference.Emulator.OpenAI.Wire;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.OpenAI.Responses;

/// <summary>One response: its output items, and the object that holds them at any moment of its making.</summary>
internal sealed class ResponseBody
{
    private readonly WireCall _call;
    private readonly Answer _answer;
    private readonly JsonObject _usage;
    private readonly string _id = $"resp_{Guid.NewGuid():N}";
    private readonly long _createdAt;
    private readonly string? _effort;

    public ResponseBody(WireCall call, Question question, Answer answer)
    {
        (_call, _answer, _createdAt) = (call, answer, call.Now);
        _effort = ReasoningEffort.Of(call.Model, call.Body.Member("reasoning")?.Text("effort"));
        _usage = ResponseUsage.Of(call, question, answer);
        Items = [.. MakeItems(question)];
    }

    /// <summary>The finished output items, in order.</summary>
    public IReadOnlyList<JsonObject> Items { get; }

    public bool IsIncomplete => _answer.End is AnswerEnd.Length or AnswerEnd.ContentFilter;

    public JsonObject Whole() => Snapshot(IsIncomplete ? "incomplete" : "completed", Items, _usage);

    public JsonObject Begun() => Snapshot("in_progress", [], usage: null);

    private JsonObject Snapshot(string status, IEnumerable<JsonObject> output, JsonObject? usage)
    {
        var body = _call.Body;
        return new JsonObject
        {
            ["id"] = _id,
            ["object"] = "response",
            ["created_at"] = _createdAt,
            ["status"] = status,
            ["background"] = false,
            ["error"] = null,
            ["incomplete_details"] = status != "incomplete" ? null : new JsonObject
            {
                ["reason"] = _answer.End == AnswerEnd.Length ? "max_output_tokens" : "content_filter",
            },
            ["instructions"] = body.Text("instructions"),
            ["max_output_tokens"] = body.Integer("max_output_tokens"),
            ["max_tool_calls"] = body.Integer("max_tool_calls"),
            ["model"] = _call.Model.Snapshot,
            ["output"] = new JsonArray([.. output.Select(item => item.DeepClone())]),
            ["parallel_tool_calls"] = body.Flag("parallel_tool_calls") ?? true,
            ["previous_response_id"] = null,
            ["reasoning"] = new JsonObject { ["effort"] = _effort, ["summary"] = body.Member("reasoning")?.Text("summary") },
            ["safety_identifier"] = body.Text("safety_identifier"),
            ["service_tier"] = "default",
            ["store"] = body.Flag("store") ?? true,
            ["temperature"] = body.Number("temperature") ?? 1,
            ["text"] = EmulatorJson.Node(body.Member("text"))
                ?? new JsonObject { ["format"] = new JsonObject { ["type"] = "text" }, ["verbosity"] = "medium" },
            ["tool_choice"] = EmulatorJson.Node(body.Member("tool_choice")) ?? "auto",
            ["tools"] = EmulatorJson.Node(body.Member("tools")) ?? new JsonArray(),
            ["top_logprobs"] = body.Integer("top_logprobs") ?? 0,
            ["top_p"] = body.Number("top_p") ?? 1,
            ["truncation"] = body.Text("truncation") ?? "disabled",
            ["usage"] = usage?.DeepClone(),
            ["user"] = body.Text("user"),
            ["metadata"] = EmulatorJson.Node(body.Member("metadata")) ?? new JsonObject(),
        };
    }

    private IEnumerable<JsonObject> MakeItems(Question question)
    {
        if (_answer.ReasoningTokens > 0)
        {
            yield return Reasoning(question);
        }

        foreach (var call in _answer.Calls)
        {
            yield return new JsonObject
            {
                ["id"] = $"fc_{Guid.NewGuid():N}",
                ["type"] = "function_call",
                ["status"] = "completed",
                ["call_id"] = call.Id,
                ["name"] = call.Name,
                ["arguments"] = call.Arguments,
            };
        }

        // An answer that reasoning used up has no message at all.
        if (_answer.Refusal is not null || _answer.Text is { Length: > 0 })
        {
            yield return Message();
        }
    }

    private JsonObject Reasoning(Question question)
    {
        var id = $"rs_{Guid.NewGuid():N}";
        var summary = new JsonArray();
        if (_call.Body.Member("reasoning")?.Text("summary") is not null)
        {
            summary.Add(new JsonObject
            {
                ["type"] = "summary_text",
                ["text"] = $"**Reading the request** It has {TokenCount.Of(question.Prompt)} tokens and asks for one answer.",
            });
        }

        var item = new JsonObject { ["id"] = id, ["type"] = "reasoning", ["summary"] = summary };
        if (_call.Body.Items("include").Any(each => each.GetString() == "reasoning.encrypted_content"))
        {
            item["encrypted_content"] = EncryptedReasoning.Close(id);
        }

        return item;
    }

    private JsonObject Message()
    {
        var logprobs = _call.Body.Items("include").Any(each => each.GetString() == "message.output_text.logprobs");
        JsonObject part = _answer.Refusal is { } refusal
            ? new() { ["type"] = "refusal", ["refusal"] = refusal }
            : new()
            {
                ["type"] = "output_text",
                ["annotations"] = new JsonArray(),
                ["logprobs"] = logprobs ? LogProbabilities.Of(_answer.Text!, _call.Body.Integer("top_logprobs") ?? 0) : new JsonArray(),
                ["text"] = _answer.Text,
            };
        return new JsonObject
        {
            ["id"] = $"msg_{Guid.NewGuid():N}",
            ["type"] = "message",
            ["status"] = IsIncomplete ? "incomplete" : "completed",
            ["role"] = "assistant",
            ["content"] = new JsonArray(part),
        };
    }
}
