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
    public static TimeSpan? RetryAfterOf(HttpResponseHeaders headers, DateTimeOffset now) =>
        NumberOf(headers, "retry-after-ms") is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds)
        // The standard knows whole seconds only; some servers send fractions.
        : NumberOf(headers, "retry-after") is { } seconds ? TimeSpan.FromSeconds(seconds)
        : headers.RetryAfter?.Date is { } date ? date > now ? date - now : TimeSpan.Zero
        : null;

    private static double? NumberOf(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values)
        && double.TryParse(values.FirstOrDefault(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        && number <= int.MaxValue
            ? number
            : null;
}
