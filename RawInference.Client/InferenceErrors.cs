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
}
