using RawInference.Usage;

namespace RawInference.Core.Pipeline.Metering;

/// <summary>What several answers used together. A sum in which one part is unknown is unknown.</summary>
internal sealed record UsageSum(TokenUsage? Usage, UsageSource? Source, decimal? CostUsd)
{
    public static UsageSum operator +(UsageSum left, UsageSum right) => new(
        left.Usage is null || right.Usage is null ? null : left.Usage + right.Usage,
        Join(left.Source, right.Source),
        left.CostUsd + right.CostUsd);

    public static UsageSum Of(InferenceResponse response) => new(response.Usage, response.UsageSource, response.CostUsd);

    /// <summary>Null where there is no answer at all.</summary>
    public static UsageSum? Of(IEnumerable<InferenceResponse> responses) =>
        responses.Select(Of).Aggregate((UsageSum?)null, (sum, part) => sum is null ? part : sum + part);

    /// <summary>A sum of reported and estimated counts is an estimate.</summary>
    private static UsageSource? Join(UsageSource? left, UsageSource? right) =>
        left is null || right is null ? null
            : left == UsageSource.Reported && right == UsageSource.Reported ? UsageSource.Reported
            : UsageSource.Estimated;
}
