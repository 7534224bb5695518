using System.Text.Json.Nodes;
using RawInference.Emulator.Answers;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.OpenAI.Responses;

/// <summary>The usage of a response, the same for a stream and a plain answer.</summary>
internal static class ResponseUsage
{
    public static JsonObject Of(WireCall call, Question question, Answer answer)
    {
        var input = TokenCount.OfPrompt(question);
        return new JsonObject
        {
            ["input_tokens"] = input,
            ["input_tokens_details"] = new JsonObject
            {
                ["cached_tokens"] = call.Service<PromptCache>().CachedTokens(call.Model.Id, question, input),
            },
            ["output_tokens"] = answer.CompletionTokens,
            ["output_tokens_details"] = new JsonObject { ["reasoning_tokens"] = answer.ReasoningTokens },
            ["total_tokens"] = input + answer.CompletionTokens,
        };
    }
}
