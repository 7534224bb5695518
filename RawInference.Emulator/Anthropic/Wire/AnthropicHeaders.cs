using System.Globalization;

namespace RawInference.Emulator.Anthropic.Wire;

/// <summary>The headers on every answer of the provider.</summary>
internal static class AnthropicHeaders
{
    public const string RequestId = "request-id";

    private static readonly (string Kind, int Limit)[] Limits =
    [
        ("requests", 4000), ("tokens", 480_000), ("input-tokens", 400_000), ("output-tokens", 80_000),
    ];

    public static void Apply(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers[RequestId] = $"req_{Guid.NewGuid():N}";
        headers["anthropic-organization-id"] = "00000000-0000-0000-0000-000000000000";
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var reset = now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        foreach (var (kind, limit) in Limits)
        {
            headers[$"anthropic-ratelimit-{kind}-limit"] = limit.ToString(CultureInfo.InvariantCulture);
            headers[$"anthropic-ratelimit-{kind}-remaining"] = (limit - 1).ToString(CultureInfo.InvariantCulture);
            headers[$"anthropic-ratelimit-{kind}-reset"] = reset;
        }
    }
}
