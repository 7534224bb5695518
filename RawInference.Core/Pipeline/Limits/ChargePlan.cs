using RawInference.Core.Identity;
using RawInference.Core.Limits;

namespace RawInference.Core.Pipeline.Limits;

/// <summary>What a call has to reserve, over those of its targets at which it can succeed at all.</summary>
internal sealed class ChargePlan
{
    private readonly Caller _caller;
    private readonly InferenceRequest _request;
    private readonly UnknownPricePolicy _unknownPrice;
    private InferenceException? _refusal;

    public ChargePlan(Caller caller, InferenceRequest request, UnknownPricePolicy unknownPrice, IReadOnlyList<TargetEstimate> estimates)
    {
        _caller = caller;
        _request = request;
        _unknownPrice = unknownPrice;
        var dimensions = CallerLimits.Of(caller, request.Model.Alias, [.. estimates.Select(estimate => estimate.Target)]);
        Estimates = dimensions.Count == 0 ? estimates : [.. estimates.Where(estimate => MayFit(estimate, dimensions))];
        Charges =
        [
            .. dimensions
                .Select(dimension => (Dimension: dimension, Counted: Estimates.Where(estimate => Counts(dimension, estimate)).ToArray()))
                .Where(pair => pair.Counted.Length > 0)
                .Select(pair => new Charge(pair.Dimension, pair.Counted.Max(estimate => AmountOf(pair.Dimension, estimate)))),
        ];
    }

    /// <summary>Of the targets that are left, in their order.</summary>
    public IReadOnlyList<TargetEstimate> Estimates { get; }

    public IReadOnlyList<Charge> Charges { get; }

    /// <summary>Why not even an unused limit would admit the call at its first target; null where some target is left.</summary>
    public InferenceException? Refusal => Estimates.Count == 0 ? _refusal : null;

    /// <summary>The limit that <see cref="Refusal"/> is about.</summary>
    public LimitDimension? RefusedBy { get; private set; }

    public long AmountOf(LimitDimension limit) => Charges.FirstOrDefault(charge => charge.Dimension == limit)?.Amount ?? 0;

    /// <summary>The plan for the targets at which a limit does not count.</summary>
    public ChargePlan Without(LimitDimension limit) =>
        new(_caller, _request, _unknownPrice, [.. Estimates.Where(estimate => !Counts(limit, estimate))]);

    private bool Counts(LimitDimension dimension, TargetEstimate estimate) => dimension.Counts(_request.Model.Alias, estimate.Target);

    private bool MayFit(TargetEstimate estimate, IReadOnlyList<LimitDimension> dimensions)
    {
        foreach (var dimension in dimensions.Where(dimension => Counts(dimension, estimate)))
        {
            if (Obstacle(dimension, estimate) is { } obstacle)
            {
                if (_refusal is null)
                {
                    (_refusal, RefusedBy) = (obstacle, dimension);
                }

                return false;
            }
        }

        return true;
    }

    /// <summary>What would keep the call from ever being admitted.</summary>
    private InferenceException? Obstacle(LimitDimension dimension, TargetEstimate estimate)
    {
        if (dimension.IsBudget)
        {
            return estimate.WorstUsd is null && _unknownPrice == UnknownPricePolicy.Refuse ? LimitErrors.UnknownPrice(dimension.Name, estimate)
                : estimate.WorstNanoUsd > dimension.Limit ? LimitErrors.MoreThanBudget(dimension, estimate.WorstNanoUsd)
                : null;
        }

        if (dimension.Kind != LimitKind.Tokens)
        {
            return dimension.Limit < 1 ? LimitErrors.Nothing(dimension) : null;
        }

        if (estimate.Usage.Total <= dimension.Limit)
        {
            return null;
        }

        var (prompt, completion) = Asked(estimate);
        return prompt + completion > dimension.Limit ? LimitErrors.MoreThanLimit(dimension, prompt, completion) : null;
    }

    /// <summary>What the caller has really asked for: neither what media may turn out to be (nobody has looked into them), nor a completion that is only assumed.</summary>
    private (long Prompt, long Completion) Asked(TargetEstimate estimate)
    {
        var asked = _request.AdaptTo(estimate.Target.Capabilities);
        var usage = asked.EstimateUsage(null);
        var prompt = usage.Prompt - (usage.AudioPrompt ?? 0) - (usage.ImagePrompt ?? 0);
        return (prompt, asked.ClampCompletion(int.MaxValue) is null ? 0 : usage.Completion);
    }

    /// <summary>Tokens that are only assumed are no more than the whole limit: a reservation beyond it could never succeed.</summary>
    private static long AmountOf(LimitDimension dimension, TargetEstimate estimate) => dimension.Kind switch
    {
        LimitKind.Requests or LimitKind.Concurrency => 1,
        LimitKind.Tokens => Math.Min(estimate.Usage.Total, dimension.Limit),
        _ => estimate.WorstNanoUsd,
    };
}
