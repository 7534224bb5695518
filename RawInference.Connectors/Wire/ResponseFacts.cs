using System.Globalization;
using System.Net.Http.Headers;

namespace RawInference.Connectors.Wire;

/// <summary>What a provider's response headers say about the request.</summary>
internal static class ResponseFacts
{
    private static readonly string[] RequestIdHeaders = ["x-request-id", "request-id"];

    public static string? RequestIdOf(HttpResponseHeaders headers)
    {
        foreach (var name in RequestIdHeaders)
        {
            if (headers.TryGetValues(name, out var values) && values.FirstOrDefault() is { Length: > 0 and <= 200 } id)
            {
                return id;
            }
        }

        return null;
    }

    /// <summary>Milliseconds where they are given, else seconds or a date; null for none or one that makes no sense.</summary>
    public static TimeSpan? RetryAfterOf(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (headers.TryGetValues("retry-after-ms", out var values)
            && double.TryParse(values.FirstOrDefault(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds <= int.MaxValue)
        {
            return TimeSpan.FromMilliseconds(milliseconds);
        }

        return headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date > now ? date - now : TimeSpan.Zero,
            _ => null,
        };
    }
}
