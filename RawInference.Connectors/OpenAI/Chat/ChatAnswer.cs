using System.Text.Json;
using RawInference.Chat;
using RawInference.Connectors.Wire;
using RawInference.Core.Chat;

namespace RawInference.Connectors.OpenAI.Chat;

/// <summary>Reads a whole chat completion.</summary>
internal static class ChatAnswer
{
    public static IReadOnlyList<ChatResult> Read(JsonElement answer, ChatCall call)
    {
        var usage = OpenAIUsage.Read(answer, call.Options.OnWarning);
        var id = answer.Text("id");
        var model = answer.Text("model");
        var sources = SourcesOf(answer);
        var results = new List<ChatResult>();
        foreach (var choice in answer.Items("choices"))
        {
            results.Add(new ChatResult
            {
                Output = OutputOf(choice, choice.Integer("index") ?? results.Count, sources),
                Usage = usage,
                ResponseId = id,
                Model = model,
            });
        }

        results.Sort((left, right) => left.Output.Index.CompareTo(right.Output.Index));
        return results;
    }

    /// <summary>Why a completion ended, in the contract's words; the provider's own where there is none.</summary>
    public static string FinishReasonOf(string reason) => reason == "function_call" ? FinishReason.ToolCalls : reason;

    /// <summary>What servers show of the reasoning, under the two names in use.</summary>
    public static string? ReasoningOf(JsonElement message) =>
        message.Member("reasoning_content") is { ValueKind: JsonValueKind.String } ? message.Text("reasoning_content")
        : message.Member("reasoning") is { ValueKind: JsonValueKind.String } ? message.Text("reasoning")
        : null;

    /// <summary>Sources of a message, or the whole answer's where a server puts them there.</summary>
    public static JsonElement? CitationsOf(JsonElement message, JsonElement? sources) =>
        message.Member("annotations") is { ValueKind: JsonValueKind.Array } annotations && annotations.GetArrayLength() > 0
            ? annotations.Clone()
            : sources;

    public static JsonElement? SourcesOf(JsonElement answer) =>
        answer.Member("citations") is { ValueKind: JsonValueKind.Array } citations && citations.GetArrayLength() > 0 ? citations.Clone() : null;

    private static ChatOutput OutputOf(JsonElement choice, int index, JsonElement? sources)
    {
        var message = choice.ObjectAt("message") ?? throw AnswerJson.Invalid("message", "is missing");
        return new ChatOutput
        {
            Index = index,
            Text = message.Text("content") ?? "",
            Refusal = message.Text("refusal"),
            Reasoning = ReasoningOf(message),
            ToolCalls = [.. message.Items("tool_calls").Select(CallOf)],
            Citations = CitationsOf(message, sources),
            LogProbabilities = choice.ObjectAt("logprobs")?.Clone(),
            FinishReason = FinishReasonOf(choice.RequiredText("finish_reason")),
        };
    }

    private static ToolCall CallOf(JsonElement call)
    {
        var function = call.ObjectAt("function") ?? throw AnswerJson.Invalid("function", "is missing");
        return new ToolCall(call.RequiredText("id"), function.RequiredText("name"), function.Text("arguments") ?? "{}");
    }
}
