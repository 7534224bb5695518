using System.Diagnostics;
using System.Diagnostics.Metrics;
using RawInference.Usage;

namespace RawInference.Core.Pipeline.Telemetry;

/// <summary>The instruments of one inference.</summary>
internal static class InferenceMetrics
{
    private static readonly Histogram<double> Duration = InferenceTelemetry.Meter.CreateHistogram(
        "gen_ai.client.operation.duration",
        "s",
        "Duration of an inference, from the request to the whole answer.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92] });

    private static readonly Histogram<long> Tokens = InferenceTelemetry.Meter.CreateHistogram(
        "gen_ai.client.token.usage",
        "{token}",
        "Tokens of an inference, as the provider counts them.",
        advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864] });

    private static readonly Counter<long> Refusals = InferenceTelemetry.Meter.CreateCounter<long>(
        "rawinference.limits.refusals",
        "{inference}",
        "Inferences that a limit of the gateway refused.");

    private static readonly Counter<long> Clamps = InferenceTelemetry.Meter.CreateCounter<long>(
        "rawinference.limits.clamps",
        "{inference}",
        "Inferences whose completion was bounded so that they cost no more than the caller allows.");

    private static readonly Counter<long> Unpriced = InferenceTelemetry.Meter.CreateCounter<long>(
        "rawinference.usage.unpriced",
        "{inference}",
        "Inferences that were answered and whose cost is unknown.");

    /// <summary>A refusal, by the kind of limit: neither by whose, nor by its model, which callers may name as they like.</summary>
    /// <param name="scope"><c>organization</c>, <c>namespace</c>, <c>key</c> or <c>call</c>.</param>
    /// <param name="kind"><c>requests</c>, <c>tokens</c> and so on.</param>
    public static void Refuse(string scope, string kind) =>
        Refusals.Add(1, new TagList { { "rawinference.limit.scope", scope }, { "rawinference.limit.kind", kind } });

    public static void Clamp(InferenceContext context) => Clamps.Add(1, Tags(context, null));

    public static void CountUnpriced(InferenceContext context) => Unpriced.Add(1, Tags(context, null));

    public static void Record(InferenceContext context, TimeSpan elapsed, InferenceResponse? response, string? errorType)
    {
        if (!Duration.Enabled && !Tokens.Enabled)
        {
            return;
        }

        var tags = Tags(context, response);
        if (response is { Cached: false, Usage: { IsWithoutTokens: false } usage } && !context.Facts.Replayed)
        {
            RecordTokens(tags, usage);
        }

        if (errorType is not null)
        {
            tags.Add("error.type", errorType);
        }

        Duration.Record(elapsed.TotalSeconds, tags);
    }

    private static void RecordTokens(TagList tags, TokenUsage usage)
    {
        Tokens.Record(usage.Prompt, [.. tags, KeyValuePair.Create("gen_ai.token.type", (object?)"input")]);
        Tokens.Record(usage.Completion, [.. tags, KeyValuePair.Create("gen_ai.token.type", (object?)"output")]);
    }

    /// <summary>Only names that the gateway knows: a caller's unknown model must not make a time series of its own.</summary>
    private static TagList Tags(InferenceContext context, InferenceResponse? response)
    {
        var tags = new TagList { { "gen_ai.operation.name", context.Request.TelemetryName } };
        if (context.MainTarget is { } target)
        {
            tags.Add("gen_ai.provider.name", target.Account.TelemetryName);
            tags.Add("gen_ai.request.model", target.Card?.Id ?? "other");
            if (response is not null && target.Card is not null)
            {
                tags.Add("gen_ai.response.model", response.Model);
            }
        }

        return tags;
    }
}
