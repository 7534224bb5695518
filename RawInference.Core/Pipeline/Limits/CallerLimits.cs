using RawInference.Core.Identity;
using RawInference.Core.Limits;
using RawInference.Core.Models;

namespace RawInference.Core.Pipeline.Limits;

/// <summary>Which limits a call has to keep.</summary>
internal static class CallerLimits
{
    /// <summary>Every limit of the caller's parties that counts at one of the targets at least.</summary>
    public static IReadOnlyList<LimitDimension> Of(Caller caller, string? alias, IReadOnlyList<ModelTarget> targets)
    {
        if (caller.Limits.Count == 0)
        {
            return [];
        }

        var dimensions = new List<LimitDimension>();
        foreach (var (scope, id, limits) in caller.Limits)
        {
            dimensions.AddRange(Of(scope, id, null, limits));
            foreach (var (model, ofModel) in limits.Models)
            {
                dimensions.AddRange(Of(scope, id, model, ofModel).Where(dimension => targets.Any(target => dimension.Counts(alias, target))));
            }
        }

        return dimensions;
    }

    /// <summary>Whether calls at a target count: all of them, or those of the model, by its alias or as <c>provider/model</c>.</summary>
    public static bool Counts(this LimitDimension dimension, string? alias, ModelTarget target) =>
        dimension.Model is null || dimension.Model == alias || dimension.Model == target.ToString();

    private static IEnumerable<LimitDimension> Of(LimitScope scope, string id, string? model, LimitSet limits)
    {
        (LimitKind Kind, long? Limit)[] all =
        [
            (LimitKind.Requests, limits.RequestsPerMinute),
            (LimitKind.Tokens, limits.TokensPerMinute),
            (LimitKind.Concurrency, limits.Concurrency),
            (LimitKind.DayBudget, limits.BudgetPerDayUsd is { } day ? NanoUsd.Of(day) : null),
            (LimitKind.MonthBudget, limits.BudgetPerMonthUsd is { } month ? NanoUsd.Of(month) : null),
        ];
        return all.Where(pair => pair.Limit is not null).Select(pair => new LimitDimension(scope, id, model, pair.Kind, pair.Limit!.Value));
    }
}
