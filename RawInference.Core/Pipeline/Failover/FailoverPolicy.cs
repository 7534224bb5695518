namespace RawInference.Core.Pipeline.Failover;

/// <summary>Which failures another try, or another target, may cure.</summary>
internal static class FailoverPolicy
{
    /// <summary>The same target may succeed if asked again. A refusal and a wrong account will not.</summary>
    public static bool MayRetry(InferenceException exception) => exception.Code is
        InferenceErrorCode.ProviderRateLimited or
        InferenceErrorCode.ProviderTimeout or
        InferenceErrorCode.ProviderFailed or
        InferenceErrorCode.ProviderUnreachable or
        InferenceErrorCode.StreamCut;

    /// <summary>Another target may succeed: it has its own limits, account, context size, content filter and models.</summary>
    public static bool MayFallBack(InferenceException exception) => MayRetry(exception) || exception.Code is
        InferenceErrorCode.ProviderAccount or
        InferenceErrorCode.ProviderContextLength or
        InferenceErrorCode.ProviderContentPolicy or
        InferenceErrorCode.ProviderModelNotFound or
        InferenceErrorCode.ProviderInvalidAnswer;

    /// <summary>That nothing could be reached tells less than what another target said.</summary>
    public static InferenceException MoreTelling(InferenceException? earlier, InferenceException later) =>
        later.Code == InferenceErrorCode.ProviderUnreachable && earlier is not null ? earlier : later;
}
