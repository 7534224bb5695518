using System.Text.Json.Nodes;
using RawInference.Emulator.Answers;
using RawInference.Emulator.OpenAI.Wire;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.OpenAI.Chat;

/// <summary>One completion in its two forms: whole, or as chunks.</summary>
internal sealed class ChatCompletion(WireCall call, IReadOnlyList<Answer> answers, JsonObject usage)
{
    private readonly string _id = $"chatcmpl-{Guid.NewGuid():N}";
    private readonly long _created = call.Now;
    private readonly bool _includeUsage = call.Body.Member("stream_options")?.Flag("include_usage") == true;
    private readonly int? _topLogprobs = call.Body.Flag("logprobs") == true ? call.Body.Integer("top_logprobs") ?? 0 : null;

    public JsonObject Whole()
    {
        var completion = Frame("chat.completion", [.. answers.Select(WholeChoice)]);
        completion["usage"] = usage;
        return completion;
    }

    public IEnumerable<SseFrame> Chunks()
    {
        for (var index = 0; index < answers.Count; index++)
        {
            foreach (var (delta, logprobs, finish) in Deltas(answers[index]))
            {
                yield return Chunk(new JsonObject
                {
                    ["index"] = index,
                    ["delta"] = delta,
                    ["logprobs"] = logprobs,
                    ["finish_reason"] = finish,
                });
            }
        }

        if (_includeUsage)
        {
            var last = Frame("chat.completion.chunk", []);
            last["usage"] = usage;
            yield return new SseFrame(Event: null, last);
        }

        yield return SseFrame.Done;
    }

    private IEnumerable<(JsonObject Delta, JsonObject? Logprobs, string? Finish)> Deltas(Answer answer)
    {
        yield return (new JsonObject { ["role"] = "assistant", ["content"] = answer.Text is null ? null : "", ["refusal"] = null }, null, null);
        foreach (var piece in TextPieces.Of(answer.Text ?? ""))
        {
            yield return (new JsonObject { ["content"] = piece }, Logprobs(piece), null);
        }

        foreach (var piece in TextPieces.Of(answer.Refusal ?? ""))
        {
            yield return (new JsonObject { ["refusal"] = piece }, null, null);
        }

        for (var index = 0; index < answer.Calls.Count; index++)
        {
            foreach (var delta in CallDeltas(answer.Calls[index], index))
            {
                yield return (new JsonObject { ["tool_calls"] = new JsonArray(delta) }, null, null);
            }
        }

        yield return (new JsonObject(), null, Finish(answer.End));
    }

    private static IEnumerable<JsonObject> CallDeltas(ToolCall toolCall, int index)
    {
        yield return new JsonObject
        {
            ["index"] = index,
            ["id"] = toolCall.Id,
            ["type"] = "function",
            ["function"] = new JsonObject { ["name"] = toolCall.Name, ["arguments"] = "" },
        };
        foreach (var piece in TextPieces.OfLength(toolCall.Arguments, 8))
        {
            yield return new JsonObject { ["index"] = index, ["function"] = new JsonObject { ["arguments"] = piece } };
        }
    }

    private JsonNode WholeChoice(Answer answer, int index)
    {
        var message = new JsonObject
        {
            ["role"] = "assistant",
            ["content"] = answer.Text,
            ["refusal"] = answer.Refusal,
            ["annotations"] = new JsonArray(),
        };
        if (answer.Calls.Count > 0)
        {
            message["tool_calls"] = new JsonArray([.. answer.Calls.Select(WholeCall)]);
        }

        return new JsonObject
        {
            ["index"] = index,
            ["message"] = message,
            ["logprobs"] = Logprobs(answer.Text ?? ""),
            ["finish_reason"] = Finish(answer.End),
        };
    }

    private static JsonNode WholeCall(ToolCall toolCall) => new JsonObject
    {
        ["id"] = toolCall.Id,
        ["type"] = "function",
        ["function"] = new JsonObject { ["name"] = toolCall.Name, ["arguments"] = toolCall.Arguments },
    };

    private JsonObject? Logprobs(string text) =>
        _topLogprobs is { } top ? new JsonObject { ["content"] = LogProbabilities.Of(text, top), ["refusal"] = null } : null;

    private SseFrame Chunk(JsonObject choice)
    {
        var chunk = Frame("chat.completion.chunk", [choice]);
        if (_includeUsage)
        {
            chunk["usage"] = null;
        }

        return new SseFrame(Event: null, chunk);
    }

    private JsonObject Frame(string type, JsonNode[] choices) => new()
    {
        ["id"] = _id,
        ["object"] = type,
        ["created"] = _created,
        ["model"] = call.Model.Snapshot,
        ["service_tier"] = "default",
        ["system_fingerprint"] = $"fp_{StableHash.Of(call.Model.Snapshot) & 0xFFFFFFFFFF:x10}",
        ["choices"] = new JsonArray(choices),
    };

    private static string Finish(AnswerEnd end) => end switch
    {
        AnswerEnd.Length => "length",
        AnswerEnd.ToolCalls => "tool_calls",
        AnswerEnd.ContentFilter => "content_filter",
        _ => "stop",
    };
}
