using System.Globalization;

namespace RawInference.Api.Inference;

/// <summary>What a journey showed, as response headers.</summary>
internal static class FactHeaders
{
    private const string Replayed = "Idempotent-Replayed";
    private const string Cache = "x-cache";
    private const string Overhead = "x-rawinference-overhead-ms";

    public static void Write(IHeaderDictionary headers, CallFacts facts)
    {
        if (facts.Replayed)
        {
            headers[Replayed] = "true";
        }

        if (facts.Cache is { } cache)
        {
            headers[Cache] = cache.ToString().ToUpperInvariant();
        }

        if (facts.Overhead is { } overhead)
        {
            headers[Overhead] = overhead.TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture);
        }
    }
}
