using System.Collections.Frozen;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.OpenAI;

/// <summary>What OpenAI's error codes mean, and those of the servers that follow it (platform.openai.com/docs/guides/error-codes).</summary>
internal static class OpenAIErrors
{
    /// <summary>How a response that began well says that the caller's image is at fault.</summary>
    private static readonly FrozenSet<string> RefusedMedia = new[]
    {
        "invalid_image", "invalid_image_format", "invalid_base64_image", "invalid_image_url", "invalid_image_mode", "image_too_large", "image_too_small",
        "image_parse_error", "image_file_too_large", "unsupported_image_media_type", "empty_image_file", "failed_to_download_image", "image_file_not_found",
    }.ToFrozenSet();

    public static InferenceErrorCode? Classify(ProviderError error) => (error.Code ?? error.Type) switch
    {
        "context_length_exceeded" or "string_above_max_length" => InferenceErrorCode.ProviderContextLength,
        "content_policy_violation" or "image_content_policy_violation" or "content_filter" or "moderation_blocked" or "invalid_prompt" or "bio_policy" => InferenceErrorCode.ProviderContentPolicy,
        "model_not_found" => InferenceErrorCode.ProviderModelNotFound,
        "insufficient_quota" or "billing_hard_limit_reached" or "billing_not_active" or "invalid_api_key" or "account_deactivated" => InferenceErrorCode.ProviderAccount,
        "rate_limit_exceeded" => InferenceErrorCode.ProviderRateLimited,
        _ => OfType(error),
    };

    private static InferenceErrorCode? OfType(ProviderError error) => error switch
    {
        { Type: "insufficient_quota" } => InferenceErrorCode.ProviderAccount,
        // llama.cpp's word; vLLM has none and says it in a sentence.
        { Type: "exceed_context_size_error" } => InferenceErrorCode.ProviderContextLength,
        { EffectiveStatus: 400, Message: { } said } when said.Contains("maximum context length", StringComparison.OrdinalIgnoreCase) =>
            InferenceErrorCode.ProviderContextLength,
        // The path is wrong, not the model: that is the configuration's fault.
        { EffectiveStatus: 404, Message: { } said } when said.StartsWith("Invalid URL", StringComparison.Ordinal) || said == "File Not Found" =>
            InferenceErrorCode.ProviderFailed,
        { EffectiveStatus: >= 200 and < 300, Code: { } code } when RefusedMedia.Contains(code) => InferenceErrorCode.ProviderRefused,
        // An error within an answer that began well has no status of its own.
        { EffectiveStatus: >= 200 and < 300, Type: "invalid_request_error" } => InferenceErrorCode.ProviderRefused,
        _ => null,
    };
}
