using System.Globalization;

namespace RawInference.Api.Hosting;

/// <summary>
/// Where the caller's limits stand: the tightest one as <c>X-RateLimit-…</c>, and all of them as <c>RateLimit</c> and
/// <c>RateLimit-Policy</c> (draft-ietf-httpapi-ratelimit-headers).
/// </summary>
internal static class LimitHeaders
{
    public const string Limit = "X-RateLimit-Limit";
    public const string Remaining = "X-RateLimit-Remaining";
    public const string Reset = "X-RateLimit-Reset";
    public const string Window = "X-RateLimit-Window";
    public const string Policies = "RateLimit-Policy";
    public const string States = "RateLimit";

    /// <summary>Writes nothing where there are no limits, or none were asked.</summary>
    public static void Write(HttpContext http, CallFacts facts)
    {
        if (facts.Limits.Count == 0)
        {
            return;
        }

        var headers = http.Response.Headers;
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var tightest = Tightest(facts.Limits);
        headers[Limit] = Text(tightest.Limit);
        headers[Remaining] = Text(tightest.Remaining);
        headers[Reset] = Text((long)Math.Ceiling((now + tightest.Reset - DateTimeOffset.UnixEpoch).TotalSeconds));
        headers[Window] = Text(Seconds(tightest.Window));
        headers[Policies] = string.Join(", ", facts.Limits.Select(limit => Text($"{Name(limit)};q={limit.Limit};w={Seconds(limit.Window)}")));
        headers[States] = string.Join(", ", facts.Limits.Select(limit => Text($"{Name(limit)};r={limit.Remaining};t={Seconds(limit.Reset)}")));
    }

    /// <summary>Of the limits of requests, which clients expect here; of tokens where there is none of requests.</summary>
    private static LimitState Tightest(IReadOnlyList<LimitState> limits)
    {
        LimitState[] requests = [.. limits.Where(limit => limit.Name.Split(':')[0].EndsWith("-requests", StringComparison.Ordinal))];
        return (requests.Length > 0 ? requests : limits).OrderBy(limit => limit.Remaining).ThenByDescending(limit => limit.Reset).First();
    }

    /// <summary>A string of structured fields, which has no letters beyond ASCII: a model's name may have.</summary>
    private static string Name(LimitState limit) =>
        $"\"{string.Concat(limit.Name.Select(letter => letter is < ' ' or > '~' or '"' or '\\' ? '_' : letter))}\"";

    /// <summary>Rounded up: a wait must not end too early.</summary>
    private static long Seconds(TimeSpan time) => (long)Math.Ceiling(time.TotalSeconds);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
