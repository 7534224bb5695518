using RawInference.Core.Limits;
using RawInference.Core.Pipeline.Limits;
using RawInference.Core.Usage;

namespace RawInference.Core.Pipeline.Metering;

/// <summary>What a journey really used of the limits that it had reserved.</summary>
internal static class SettledCharges
{
    /// <summary>In the lease's order.</summary>
    public static IReadOnlyList<Charge> Of(InferenceContext context, UsageRecord record) =>
        [.. context.Lease?.Charges.Select(charge => charge with { Amount = AmountOf(charge.Dimension, context, record) }) ?? []];

    /// <summary>A limit of a model counts what that model did: nothing, where another one answered.</summary>
    private static long AmountOf(LimitDimension dimension, InferenceContext context, UsageRecord record) => dimension.Kind switch
    {
        LimitKind.Requests => Counts(dimension, context, context.HasBeenAsked) ? 1 : 0,
        LimitKind.Tokens => Counts(dimension, context, context.HasAnswered) ? record.ChargedTokens : 0,
        LimitKind.Concurrency => 0,
        _ => Counts(dimension, context, context.HasAnswered) ? record.ChargedNanoUsd : 0,
    };

    private static bool Counts(LimitDimension dimension, InferenceContext context, Func<Models.ModelTarget, bool> did) =>
        dimension.Model is null
        || dimension.Model == context.Request.Model.Alias
        || context.Estimates.Any(estimate => did(estimate.Target) && dimension.Counts(null, estimate.Target));
}
