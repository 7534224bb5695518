using System.Text.Json;

namespace RawInference;

/// <summary>What follows from an error's code alone.</summary>
public static class InferenceErrors
{
    public static ErrorOrigin OriginOf(InferenceErrorCode code) => code switch
    {
        <= InferenceErrorCode.Canceled => ErrorOrigin.Caller,
        <= InferenceErrorCode.Internal => ErrorOrigin.Gateway,
        _ => ErrorOrigin.Provider,
    };

    public static bool IsRetryable(InferenceErrorCode code) => code is
        InferenceErrorCode.LimitExceeded or
        InferenceErrorCode.IdempotencyInFlight or
        InferenceErrorCode.DeadlineExceeded or
        InferenceErrorCode.Overloaded or
        InferenceErrorCode.Unavailable or
        InferenceErrorCode.ProviderRateLimited or
        InferenceErrorCode.ProviderTimeout or
        InferenceErrorCode.ProviderFailed or
        InferenceErrorCode.ProviderUnreachable or
        InferenceErrorCode.ProviderInvalidAnswer or
        InferenceErrorCode.StreamCut;

    /// <summary>The code as programs outside .NET see it: <c>provider_rate_limited</c>.</summary>
    public static string NameOf(InferenceErrorCode code) => JsonNamingPolicy.SnakeCaseLower.ConvertName(code.ToString());
}
