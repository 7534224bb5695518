using System.Text.Json;
using RawInference.Chat;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.Google.Chat;

/// <summary>Why a completion ended, or a prompt was not answered at all.</summary>
internal static class GeminiFinish
{
    /// <summary>Null as long as it has not ended; the provider's own word where the contract has none.</summary>
    /// <exception cref="InferenceException">It ended without a completion that could be used.</exception>
    public static string? ReasonOf(JsonElement candidate, UpstreamAccount account, bool hasCalls) => candidate.Text("finishReason") switch
    {
        null or "" or "FINISH_REASON_UNSPECIFIED" => null,
        "STOP" => hasCalls ? FinishReason.ToolCalls : FinishReason.Stop,
        "MAX_TOKENS" => FinishReason.Length,
        { } reason when IsOfPolicy(reason) => FinishReason.ContentFilter,
        // What the model wrote is not in the answer: nobody could tell such an end from an empty completion.
        "MALFORMED_FUNCTION_CALL" or "UNEXPECTED_TOOL_CALL" or "TOO_MANY_TOOL_CALLS" or "MALFORMED_RESPONSE" =>
            throw Failed(InferenceErrorCode.ProviderFailed, candidate, account, "broke the completion off, because the model called a tool in a way that cannot be read"),
        "MISSING_THOUGHT_SIGNATURE" =>
            throw Failed(InferenceErrorCode.ProviderRefused, candidate, account, "refuses the conversation: a provider_state is missing on one of its messages"),
        var own => own,
    };

    /// <summary>The provider keeps the completion, or the rest of it, back.</summary>
    public static bool IsOfPolicy(string reason) => reason is "SAFETY" or "RECITATION" or "BLOCKLIST" or "PROHIBITED_CONTENT" or "SPII" or "MODEL_ARMOR"
        or "IMAGE_SAFETY" or "IMAGE_PROHIBITED_CONTENT" or "IMAGE_RECITATION";

    /// <exception cref="InferenceException">The prompt was blocked.</exception>
    public static void ThrowIfBlocked(JsonElement answer, UpstreamAccount account)
    {
        if (answer.ObjectAt("promptFeedback")?.Text("blockReason") is { Length: > 0 } reason && reason != "BLOCKED_REASON_UNSPECIFIED")
        {
            throw new InferenceException(InferenceErrorCode.ProviderContentPolicy, $"{account.Name} blocked the prompt ({reason}).") { ProviderCode = reason };
        }
    }

    private static InferenceException Failed(InferenceErrorCode code, JsonElement candidate, UpstreamAccount account, string what)
    {
        var reason = candidate.Text("finishReason")!;
        return new InferenceException(code, $"{account.Name} {what} ({reason}).") { ProviderCode = reason };
    }
}
