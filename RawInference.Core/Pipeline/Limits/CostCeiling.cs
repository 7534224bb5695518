using System.Globalization;
using RawInference.Core.Pipeline.Telemetry;

namespace RawInference.Core.Pipeline.Limits;

/// <summary>
/// A call's own <c>max_cost_usd</c>: targets that may cost more are left out; where all may, completions are bounded so that one does not;
/// where that is not enough, the call is refused.
/// </summary>
internal sealed class CostCeiling(LimitsOptions options)
{
    private const string Name = "max_cost_usd";

    /// <summary>Some providers refuse to write less.</summary>
    private const long LeastCompletion = 16;

    /// <summary>The estimates of the targets that may be asked; the request is bounded where it has to be.</summary>
    /// <exception cref="InferenceException">None may.</exception>
    public IReadOnlyList<TargetEstimate> Apply(InferenceContext context, IReadOnlyList<TargetEstimate> estimates)
    {
        if (context.Request.Call.MaxCostUsd is not { } most)
        {
            return estimates;
        }

        var mayBeUnknown = options.UnknownPrice == UnknownPricePolicy.Allow && !context.Request.Call.Strict;
        TargetEstimate[] fitting = [.. estimates.Where(estimate => estimate.CeilingUsd is { } worst ? worst <= most : mayBeUnknown)];
        if (fitting.Length == 0)
        {
            return Clamp(context, estimates, most) ?? throw Refusal(estimates, most);
        }

        foreach (var unknown in fitting.Where(estimate => estimate.CeilingUsd is null))
        {
            context.Facts.Add(new InferenceWarning(WarningCodes.PriceUnknown, Name, $"could not be checked: the price of {unknown.Target} is unknown."));
        }

        return fitting;
    }

    /// <summary>The first target that can be afforded with a shorter completion decides how short; null where none can.</summary>
    private TargetEstimate[]? Clamp(InferenceContext context, IReadOnlyList<TargetEstimate> estimates, decimal most)
    {
        foreach (var estimate in estimates)
        {
            if (Affordable(context.Request, estimate, most) is not { } tokens || context.Request.ClampCompletion(tokens) is not { } clamped)
            {
                continue;
            }

            var message = Text($"is bounded to {tokens}, so that the call costs no more than the {most} US dollars of '{Name}'.");
            if (context.Request.Call.Strict)
            {
                throw InferenceException.Invalid("parameters.max_tokens", message);
            }

            context.Facts.Add(new InferenceWarning(WarningCodes.ParameterClamped, "parameters.max_tokens", message));
            InferenceMetrics.Clamp(context);
            context.Request = clamped;
            return [.. estimates.Select(other => Estimate(clamped, other)).Where(other => other.CeilingUsd <= most)];
        }

        return null;
    }

    /// <summary>The most tokens that each completion may have; null where too few, or where bounding them makes no difference.</summary>
    private long? Affordable(InferenceRequest request, TargetEstimate estimate, decimal most)
    {
        long affordable = 0;
        long tooMany = int.MaxValue;
        while (tooMany - affordable > 1)
        {
            var tokens = affordable + ((tooMany - affordable) / 2);
            (affordable, tooMany) = Costs(tokens) > most ? (affordable, tokens) : (tokens, tooMany);
        }

        return affordable >= LeastCompletion && Costs(affordable) is not null ? affordable : null;

        // Where too few tokens cannot be asked for, more may be: what cannot be is not dear.
        decimal? Costs(long completion) => request.ClampCompletion(completion) is { } clamped ? Estimate(clamped, estimate).CeilingUsd : null;
    }

    private TargetEstimate Estimate(InferenceRequest request, TargetEstimate estimate) =>
        TargetEstimate.Of(request, estimate.Target, options.AssumedCompletionTokens);

    private static InferenceException Refusal(IReadOnlyList<TargetEstimate> estimates, decimal most)
    {
        InferenceMetrics.Refuse("call", Name);
        return estimates.Where(estimate => estimate.CeilingUsd is not null).MinBy(estimate => estimate.CeilingUsd) is { } cheapest
            ? new InferenceException(
                InferenceErrorCode.BudgetExceeded,
                Text($"This call may cost {cheapest.CeilingUsd} US dollars at {cheapest.Target}, more than the {most} of '{Name}': raise that, lower 'max_tokens', or choose a cheaper model."))
            : LimitErrors.UnknownPrice(Name, estimates[0]);
    }

    private static string Text(FormattableString message) => message.ToString(CultureInfo.InvariantCulture);
}
