using System.Globalization;

namespace RawInference.Connectors.Wire;

/// <summary>The one translation of what providers say into what callers get.</summary>
internal static class ProviderErrors
{
    private const int MaxMessage = 1_000;

    public static InferenceException ToException(this ProviderError error, UpstreamAccount account, string? requestId, TimeSpan? retryAfter)
    {
        var code = account.Classify(error) ?? CodeOf(error);
        var message = MessageOf(error, code, account);
        return new InferenceException(code, message)
        {
            ProviderStatus = error.Status,
            ProviderCode = Redact(error.Word, account.Secret),
            ProviderRequestId = requestId,
            RetryAfter = retryAfter ?? error.RetryDelay,
            Problems = code == InferenceErrorCode.ProviderModelNotFound ? [new InferenceProblem("model", message)] : [],
        };
    }

    private static InferenceErrorCode CodeOf(ProviderError error) => error.EffectiveStatus switch
    {
        400 or 422 => InferenceErrorCode.ProviderRefused,
        401 or 402 or 403 => InferenceErrorCode.ProviderAccount,
        // Without an error object the path itself is wrong, which is the configuration's fault and not the caller's.
        404 when error.Structured => InferenceErrorCode.ProviderModelNotFound,
        408 or 504 => InferenceErrorCode.ProviderTimeout,
        413 => InferenceErrorCode.ProviderPayloadTooLarge,
        429 => InferenceErrorCode.ProviderRateLimited,
        _ => InferenceErrorCode.ProviderFailed,
    };

    private static string MessageOf(ProviderError error, InferenceErrorCode code, UpstreamAccount account)
    {
        var status = error.EffectiveStatus.ToString(CultureInfo.InvariantCulture);
        if (code == InferenceErrorCode.ProviderAccount)
        {
            // Providers quote parts of the key here, so their own words are not shown.
            return $"{account.Name} does not accept the gateway's account ({status}{error.Word switch { { } word => $", {Redact(word, account.Secret)}", null => "" }}).";
        }

        return error.Message is { Length: > 0 } said
            ? $"{account.Name} says: {Truncate(Redact(said, account.Secret)!)}"
            : $"{account.Name} answered with status {status} and no reason.";
    }

    private static string? Redact(string? text, string? secret) =>
        string.IsNullOrEmpty(secret) ? text : text?.Replace(secret, "***", StringComparison.Ordinal);

    private static string Truncate(string text)
    {
        if (text.Length <= MaxMessage)
        {
            return text;
        }

        var length = char.IsHighSurrogate(text[MaxMessage - 1]) ? MaxMessage - 1 : MaxMessage;
        return $"{text[..length]}…";
    }
}
