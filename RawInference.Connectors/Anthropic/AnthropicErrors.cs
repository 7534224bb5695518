using RawInference.Connectors.Wire;

namespace RawInference.Connectors.Anthropic;

/// <summary>What Anthropic's error types mean (platform.claude.com/docs/en/api/errors), with a status of their own or within a stream.</summary>
internal static class AnthropicErrors
{
    public static InferenceErrorCode? Classify(ProviderError error) => error.Type switch
    {
        "invalid_request_error" => OfRequest(error),
        "authentication_error" or "permission_error" or "billing_error" => InferenceErrorCode.ProviderAccount,
        // The path is wrong, not the model: that is the configuration's fault.
        "not_found_error" => string.Equals(error.Message, "Not Found", StringComparison.OrdinalIgnoreCase)
            ? InferenceErrorCode.ProviderFailed
            : InferenceErrorCode.ProviderModelNotFound,
        "request_too_large" => InferenceErrorCode.ProviderPayloadTooLarge,
        "rate_limit_error" => InferenceErrorCode.ProviderRateLimited,
        "timeout_error" => InferenceErrorCode.ProviderTimeout,
        "api_error" or "overloaded_error" => InferenceErrorCode.ProviderFailed,
        _ => null,
    };

    /// <summary>One type for many things, which only its sentence tells apart.</summary>
    private static InferenceErrorCode? OfRequest(ProviderError error) => error.Message switch
    {
        { } said when Says(said, "prompt is too long") || Says(said, "exceed context limit") => InferenceErrorCode.ProviderContextLength,
        { } said when Says(said, "credit balance is too low") || Says(said, "API usage limits") => InferenceErrorCode.ProviderAccount,
        { } said when Says(said, "content filtering policy") => InferenceErrorCode.ProviderContentPolicy,
        _ => error.Status is >= 200 and < 300 ? InferenceErrorCode.ProviderRefused : null,
    };

    private static bool Says(string message, string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);
}
