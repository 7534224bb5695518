namespace RawInference.Api.Errors;

/// <summary>How the REST contract tells an error.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Type">The published envelope's <c>error.type</c>.</param>
/// <param name="Title">The problem's title, the same for every error of the type.</param>
internal sealed record ErrorMapping(int Status, string Type, string Title)
{
    private static readonly ErrorMapping BadRequest = new(400, "BadRequestError", "The request is wrong");
    private static readonly ErrorMapping Inference = new(500, "InferenceError", "The inference failed");
    private static readonly ErrorMapping TooManyRequests = new(429, "TooManyRequestsError", "Too many requests");
    private static readonly ErrorMapping PayloadTooLarge = new(413, "PayloadTooLargeError", "The payload is too large");
    private static readonly ErrorMapping Unavailable = new(503, "InferenceServiceUnavailableError", "Inference is not available now");
    private static readonly ErrorMapping Timeout = new(504, "TimeoutError", "The deadline passed");

    /// <summary>The one table from codes to statuses.</summary>
    public static ErrorMapping Of(InferenceErrorCode code) => code switch
    {
        InferenceErrorCode.InvalidRequest or
        InferenceErrorCode.MediaUnavailable or
        InferenceErrorCode.ProviderRefused or
        InferenceErrorCode.ProviderContextLength or
        InferenceErrorCode.ProviderContentPolicy or
        InferenceErrorCode.ProviderModelNotFound => BadRequest,

        InferenceErrorCode.MediaTooLarge or
        InferenceErrorCode.PayloadTooLarge or
        InferenceErrorCode.ProviderPayloadTooLarge => PayloadTooLarge,

        InferenceErrorCode.MediaUnsupported => new(415, "UnsupportedMediaError", "The media type is not supported"),
        InferenceErrorCode.Unauthorized => new(401, "UnauthorizedError", "A valid API key is needed"),
        InferenceErrorCode.BudgetExceeded => new(402, "BudgetExceededError", "The budget is used up"),
        InferenceErrorCode.Forbidden => new(403, "ForbiddenError", "The key does not allow this"),
        InferenceErrorCode.NotFound => new(404, "NotFoundError", "There is no such thing"),
        InferenceErrorCode.IdempotencyInFlight => new(409, "IdempotencyError", "The idempotency key is in use"),
        InferenceErrorCode.IdempotencyMismatch => new(422, "IdempotencyError", "The idempotency key cannot be used for this request"),
        InferenceErrorCode.LimitExceeded or InferenceErrorCode.ProviderRateLimited => TooManyRequests,
        InferenceErrorCode.DeadlineExceeded or InferenceErrorCode.ProviderTimeout => Timeout,
        InferenceErrorCode.Overloaded or InferenceErrorCode.Unavailable or InferenceErrorCode.ProviderUnreachable => Unavailable,

        // Nobody reads it: the caller has left. The status is nginx's, for logs.
        InferenceErrorCode.Canceled => new(499, "ClientClosedRequestError", "The caller left"),

        InferenceErrorCode.Internal or
        InferenceErrorCode.ProviderAccount or
        InferenceErrorCode.ProviderFailed or
        InferenceErrorCode.ProviderInvalidAnswer or
        InferenceErrorCode.StreamCut => Inference,

        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "has no status."),
    };
}
