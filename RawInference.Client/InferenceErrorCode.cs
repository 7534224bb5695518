namespace RawInference;

/// <summary>The closed list of what can go wrong, named by side and phase. One table per face maps it to statuses.</summary>
public enum InferenceErrorCode
{
    // The caller's side
    InvalidRequest,
    MediaUnavailable,
    MediaTooLarge,
    MediaUnsupported,
    PayloadTooLarge,
    Unauthorized,
    Forbidden,
    NotFound,
    BudgetExceeded,
    LimitExceeded,
    IdempotencyInFlight,
    IdempotencyMismatch,
    Canceled,

    // The gateway's side
    DeadlineExceeded,
    Overloaded,
    Unavailable,
    Internal,

    // The provider's side
    ProviderRefused,
    ProviderContextLength,
    ProviderContentPolicy,
    ProviderModelNotFound,
    ProviderAccount,
    ProviderPayloadTooLarge,
    ProviderRateLimited,
    ProviderTimeout,
    ProviderFailed,
    ProviderUnreachable,
    ProviderInvalidAnswer,
    StreamCut,
}
