using RawInference.Core.Models;
using RawInference.Usage;

namespace RawInference.Core.Pipeline.Metering;

/// <summary>What several answers used together. A sum in which one part is unknown is unknown.</summary>
internal sealed record UsageSum(TokenUsage? Usage, UsageSource? Source, decimal? CostUsd)
{
    /// <summary>Of an answer that nobody was asked for.</summary>
    public static UsageSum Nothing { get; } = new(new TokenUsage { Prompt = 0, Completion = 0 }, UsageSource.Reported, 0);

    public static UsageSum operator +(UsageSum left, UsageSum right) => new(
        left.Usage is null || right.Usage is null ? null : left.Usage + right.Usage,
        Join(left.Source, right.Source),
        left.CostUsd + right.CostUsd);

    public static UsageSum Of(InferenceResponse response) => new(response.Usage, response.UsageSource, response.CostUsd);

    /// <summary>Null where there is no answer at all.</summary>
    public static UsageSum? Of(IEnumerable<InferenceResponse> responses) =>
        responses.Select(Of).Aggregate((UsageSum?)null, (sum, part) => sum is null ? part : sum + part);

    /// <summary>Of a journey that has ended, with the parts that were completed in vain; null where nothing was used.</summary>
    public static UsageSum? Of(InferenceContext context, AnswerOutcome outcome, long? streamed)
    {
        if (outcome.Response is { } response)
        {
            return context.Spent is { } spent ? Of(response) + spent : Of(response);
        }

        return streamed is { } tokens ? Estimate(context, tokens) : context.Spent;
    }

    /// <summary>Of an answer that broke off before its provider could count it. Parts that were completed are in what was streamed.</summary>
    private static UsageSum Estimate(InferenceContext context, long streamed)
    {
        var asked = context.Request.EstimateUsage(null);
        var usage = asked with
        {
            Prompt = Math.Max(asked.Prompt, context.Spent?.Usage?.Prompt ?? 0),
            Completion = Math.Max(streamed, context.Spent?.Usage?.Completion ?? 0),
        };
        var price = context.MainTarget?.Price;
        return new UsageSum(usage, UsageSource.Estimated, price?.CostOf(usage) ?? price?.EstimateOf(usage));
    }

    /// <summary>A sum of reported and estimated counts is an estimate.</summary>
    private static UsageSource? Join(UsageSource? left, UsageSource? right) =>
        left is null || right is null ? null
            : left == UsageSource.Reported && right == UsageSource.Reported ? UsageSource.Reported
            : UsageSource.Estimated;
}
