using System.Diagnostics;
using System.Globalization;

namespace RawInference.Emulator.OpenAI.Wire;

/// <summary>The headers on every answer of the provider.</summary>
internal static class OpenAIHeaders
{
    private const string RequestLimit = "10000";
    private const string TokenLimit = "2000000";

    public static void Apply(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        context.Response.OnStarting(() =>
        {
            var milliseconds = (long)Math.Ceiling(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            context.Response.Headers["openai-processing-ms"] = milliseconds.ToString(CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        });
        var headers = context.Response.Headers;
        headers["x-request-id"] = $"req_{Guid.NewGuid():N}";
        headers["openai-version"] = "2020-10-01";
        headers["openai-organization"] = "org-emulator";
        headers["x-ratelimit-limit-requests"] = RequestLimit;
        headers["x-ratelimit-limit-tokens"] = TokenLimit;
        headers["x-ratelimit-remaining-requests"] = "9999";
        headers["x-ratelimit-remaining-tokens"] = "1999990";
        headers["x-ratelimit-reset-requests"] = "6ms";
        headers["x-ratelimit-reset-tokens"] = "0s";
    }
}
