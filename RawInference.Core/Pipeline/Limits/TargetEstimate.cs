using RawInference.Core.Limits;
using RawInference.Core.Models;
using RawInference.Usage;

namespace RawInference.Core.Pipeline.Limits;

/// <summary>What a call may use at one of its targets.</summary>
/// <param name="Target">Which.</param>
/// <param name="Usage">With the assumed completion, where the caller set no bound.</param>
/// <param name="WorstUsd">The most that it may cost, with the model's longest completion where the caller set no bound; null where no price is known.</param>
/// <param name="CeilingUsd">As <paramref name="WorstUsd"/>, with a completion that hardly any model exceeds where its longest is unknown.</param>
internal sealed record TargetEstimate(ModelTarget Target, TokenUsage Usage, decimal? WorstUsd, decimal? CeilingUsd)
{
    /// <summary>What is assumed of models whose longest completion nobody has told.</summary>
    private const long LongCompletion = 131_072;

    public long WorstNanoUsd { get; } = WorstUsd is { } usd ? NanoUsd.Of(usd) : 0;

    /// <summary>What it will probably cost; null where no price is known.</summary>
    public decimal? LikelyUsd => Target.Price?.EstimateOf(Usage);

    public static TargetEstimate Of(InferenceRequest request, ModelTarget target, long assumedCompletion)
    {
        var asked = request.AdaptTo(target.Capabilities);
        var most = target.Capabilities.MaxOutputTokens;
        return new TargetEstimate(
            target,
            asked.EstimateUsage(Math.Min(assumedCompletion, most ?? assumedCompletion)),
            CostWith(most ?? assumedCompletion),
            CostWith(most ?? Math.Max(assumedCompletion, LongCompletion)));

        decimal? CostWith(long completion) => target.Price?.EstimateOf(asked.EstimateUsage(completion));
    }
}
