using RawInference.Connectors.Wire;

namespace RawInference.Connectors.Google;

/// <summary>What the errors of Google's APIs mean (google.rpc.Status; ai.google.dev/gemini-api/docs/troubleshooting).</summary>
internal static class GoogleErrors
{
    public static InferenceErrorCode? Classify(ProviderError error) => error switch
    {
        // A wrong key is an INVALID_ARGUMENT here, with the status 400.
        {
            Reason: "API_KEY_INVALID" or "API_KEY_SERVICE_BLOCKED" or "API_KEY_HTTP_REFERRER_BLOCKED" or "API_KEY_IP_ADDRESS_BLOCKED"
            or "CONSUMER_INVALID" or "CONSUMER_SUSPENDED" or "BILLING_DISABLED" or "SERVICE_DISABLED" or "ACCESS_TOKEN_EXPIRED"
        } => InferenceErrorCode.ProviderAccount,
        { Message: { } said } when Says(said, "API key not valid") || Says(said, "API key expired") || Says(said, "API Key not found") => InferenceErrorCode.ProviderAccount,
        { Type: "UNAUTHENTICATED" or "PERMISSION_DENIED" } => InferenceErrorCode.ProviderAccount,
        // Waiting does not bring money back.
        { Type: "RESOURCE_EXHAUSTED", Message: { } said } when Says(said, "credits are depleted") => InferenceErrorCode.ProviderAccount,
        { Type: "RESOURCE_EXHAUSTED" } => InferenceErrorCode.ProviderRateLimited,
        { Type: "DEADLINE_EXCEEDED" } => InferenceErrorCode.ProviderTimeout,
        // Google's word for a status that none of its own means: the status tells more.
        { Type: "UNKNOWN", EffectiveStatus: >= 400 and < 500 } => null,
        { Type: "UNAVAILABLE" or "INTERNAL" or "UNKNOWN" or "ABORTED" or "CANCELLED" or "DATA_LOSS" } => InferenceErrorCode.ProviderFailed,
        { Type: "NOT_FOUND" } => InferenceErrorCode.ProviderModelNotFound,
        // The account's own condition, not the request's: the free tier is not offered in its country, or billing is off.
        { Type: "FAILED_PRECONDITION", Message: { } said } when Says(said, "location is not supported") || Says(said, "billing") => InferenceErrorCode.ProviderAccount,
        { Type: "INVALID_ARGUMENT", Message: { } said } when Says(said, "token count") && (Says(said, "exceeds") || Says(said, "only supports up to")) => InferenceErrorCode.ProviderContextLength,
        { Type: "INVALID_ARGUMENT", Message: { } said } when Says(said, "payload size exceeds") => InferenceErrorCode.ProviderPayloadTooLarge,
        { Type: "INVALID_ARGUMENT" or "FAILED_PRECONDITION" or "OUT_OF_RANGE" or "UNIMPLEMENTED" } => InferenceErrorCode.ProviderRefused,
        _ => null,
    };

    private static bool Says(string message, string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);
}
