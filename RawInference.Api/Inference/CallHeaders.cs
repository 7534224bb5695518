using System.Globalization;

namespace RawInference.Api.Inference;

/// <summary>What a call's headers say about it.</summary>
internal static class CallHeaders
{
    private const string Deadline = "X-Request-Deadline";
    private const string IdempotencyKey = "Idempotency-Key";

    public static CallOptions Read(HttpContext http) => new()
    {
        RequestId = http.TraceIdentifier,
        Stream = WantsEvents(http.Request),
        Timeout = TimeLeft(http.Request),
        Warnings = http.Request.Headers.ContainsKey(IdempotencyKey)
            ? [new InferenceWarning(WarningCodes.FeatureUnavailable, IdempotencyKey, "is not available on this gateway yet: a repeated call is carried out again.")]
            : [],
    };

    private static bool WantsEvents(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(type => type.Quality is not 0 && type.MediaType.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase));

    private static TimeSpan? TimeLeft(HttpRequest request)
    {
        var values = request.Headers[Deadline];
        if (values.Count == 0)
        {
            return null;
        }

        return values is [{ } text]
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds > 0
                ? TimeSpan.FromMilliseconds(milliseconds)
                : throw InferenceException.Invalid(Deadline, "must be the milliseconds that are left, a whole number of at least 1.");
    }
}
