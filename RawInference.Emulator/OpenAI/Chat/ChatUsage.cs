using System.Text.Json.Nodes;
using RawInference.Emulator.Answers;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.OpenAI.Chat;

/// <summary>The usage of a chat completion, the same for a stream and a plain answer.</summary>
internal static class ChatUsage
{
    public static JsonObject Of(WireCall call, Question question, IReadOnlyList<Answer> answers)
    {
        var prompt = TokenCount.OfPrompt(question);
        var completion = answers.Sum(answer => answer.CompletionTokens);
        return new JsonObject
        {
            ["prompt_tokens"] = prompt,
            ["completion_tokens"] = completion,
            ["total_tokens"] = prompt + completion,
            ["prompt_tokens_details"] = new JsonObject
            {
                ["cached_tokens"] = call.Service<PromptCache>().CachedTokens(call.Model.Id, question, prompt),
                ["audio_tokens"] = TokenCount.OfAudio(question),
            },
            ["completion_tokens_details"] = new JsonObject
            {
                ["reasoning_tokens"] = answers.Sum(answer => answer.ReasoningTokens),
                ["audio_tokens"] = 0,
                ["accepted_prediction_tokens"] = 0,
                ["rejected_prediction_tokens"] = 0,
            },
        };
    }
}
