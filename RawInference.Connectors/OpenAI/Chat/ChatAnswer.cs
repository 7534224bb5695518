using System.Text.Json;
using RawInference.Chat;
using RawInference.Connectors.Wire;
using RawInference.Core.Chat;

namespace RawInference.Connectors.OpenAI.Chat;

/// <summary>Reads a whole chat completion.</summary>
internal static class ChatAnswer
{
    public static IReadOnlyList<ChatResult> Read(JsonElement answer, UpstreamAccount account, ChatCall call, string? reasoningState)
    {
        var usage = OpenAIUsage.Read(answer, call.Options.OnWarning);
        var id = answer.Text("id");
        var model = answer.Text("model");
        var sources = SourcesOf(answer);
        var results = new List<ChatResult>();
        foreach (var choice in answer.Items("choices"))
        {
            ThrowIfFailed(choice, account);
            results.Add(new ChatResult
            {
                Output = OutputOf(choice, choice.Integer("index") ?? results.Count, sources, call, reasoningState),
                Usage = usage,
                ResponseId = id,
                Model = model,
            });
        }

        results.Sort((left, right) => left.Output.Index.CompareTo(right.Output.Index));
        return results;
    }

    /// <summary>
    /// Why a completion ended, in the contract's words; the provider's own where there is none. A forced call is told as
    /// <c>stop</c>, by some servers every call: what counts is that calls wait for their results.
    /// </summary>
    public static string FinishReasonOf(string reason, bool hasCalls) => reason switch
    {
        "stop" or "eos" or "eos_token" or "end_turn" or "stop_sequence" => hasCalls ? FinishReason.ToolCalls : FinishReason.Stop,
        "function_call" => FinishReason.ToolCalls,
        "model_length" or "max_tokens" or "max_length" => FinishReason.Length,
        _ => reason,
    };

    /// <summary>A choice may have failed within an answer that did not: its text is no completion.</summary>
    public static void ThrowIfFailed(JsonElement choice, UpstreamAccount account)
    {
        if (choice.Member("error") is { ValueKind: JsonValueKind.Object } said)
        {
            throw ProviderError.Of(200, said).ToException(account, requestId: null, retryAfter: null);
        }

        if (choice.Text("finish_reason") is "error" or "abort" or "insufficient_system_resource")
        {
            var error = new ProviderError { Status = 200, Code = choice.Text("finish_reason"), Message = "The completion was broken off." };
            throw error.ToException(account, requestId: null, retryAfter: null);
        }
    }

    /// <summary>Sources of a message, or the whole answer's where a server puts them there.</summary>
    public static JsonElement? CitationsOf(JsonElement message, JsonElement? sources) =>
        message.Member("annotations") is { ValueKind: JsonValueKind.Array } annotations && annotations.GetArrayLength() > 0
            ? annotations.Clone()
            : sources;

    public static JsonElement? SourcesOf(JsonElement answer) =>
        answer.Member("citations") is { ValueKind: JsonValueKind.Array } citations && citations.GetArrayLength() > 0 ? citations.Clone() : null;

    private static ChatOutput OutputOf(JsonElement choice, int index, JsonElement? sources, ChatCall call, string? reasoningState)
    {
        var message = choice.ObjectAt("message") ?? throw AnswerJson.Invalid("message", "is missing");
        var content = MessageContent.Of(message);
        if (content.Unread is { } unread)
        {
            MessageContent.WarnOfUnread(call, unread);
        }

        ToolCall[] calls = [.. message.Items("tool_calls").Select(CallOf)];
        return new ChatOutput
        {
            Index = index,
            Text = content.Text ?? "",
            Refusal = message.Text("refusal"),
            Reasoning = content.Reasoning,
            ToolCalls = calls,
            ProviderState = ReasoningState.Of(message, reasoningState),
            Citations = CitationsOf(message, sources),
            LogProbabilities = choice.ObjectAt("logprobs")?.Clone(),
            FinishReason = FinishReasonOf(choice.RequiredText("finish_reason"), calls.Length > 0),
        };
    }

    private static ToolCall CallOf(JsonElement call)
    {
        var function = call.ObjectAt("function") ?? throw AnswerJson.Invalid("function", "is missing");
        var id = call.Text("id") is { Length: > 0 } given ? given : ToolWords.NewId();
        return new ToolCall(id, function.RequiredText("name"), ToolWords.ArgumentsOf(function) is { Length: > 0 } arguments ? arguments : "{}");
    }
}
