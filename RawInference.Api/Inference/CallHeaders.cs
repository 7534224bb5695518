using System.Buffers;
using System.Globalization;

namespace RawInference.Api.Inference;

/// <summary>What a call's headers say about it.</summary>
internal static class CallHeaders
{
    private const string Deadline = "X-Request-Deadline";
    private const string IdempotencyKey = "Idempotency-Key";

    private const string Face = "inference";
    private const int MaxKeyLength = 255;

    private static readonly SearchValues<char> VisibleAscii = SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(code => (char)code)]);

    public static CallOptions Read(HttpContext http) => new()
    {
        RequestId = http.TraceIdentifier,
        Stream = WantsEvents(http.Request),
        Timeout = TimeLeft(http.Request),
        Face = Face,
        IdempotencyKey = KeyOf(http.Request),
    };

    private static bool WantsEvents(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(type => type.Quality is not 0 && type.MediaType.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase));

    private static string? KeyOf(HttpRequest request)
    {
        var values = request.Headers[IdempotencyKey];
        if (values.Count == 0)
        {
            return null;
        }

        return values is [{ Length: > 0 and <= MaxKeyLength } key] && !key.AsSpan().ContainsAnyExcept(VisibleAscii)
            ? key
            : throw InferenceException.Invalid(IdempotencyKey, $"must be there once, with 1 to {MaxKeyLength} visible ASCII characters; a random UUID will do.");
    }

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
