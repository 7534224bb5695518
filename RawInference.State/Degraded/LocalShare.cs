using RawInference.Core.Limits;
using RawInference.Core.Pipeline.Limits;

namespace RawInference.State.Degraded;

/// <summary>The part of limits that one process grants while nobody can be asked how much the others have used.</summary>
internal sealed class LocalShare(DegradedOptions options)
{
    /// <summary>The charges against this process's own part. An amount is cut to that part: a large call may still go alone.</summary>
    public Charge[] Of(IReadOnlyList<Charge> charges) => [.. charges.Select(Of)];

    /// <summary>The first budget of which this process may grant nothing; null where there is none.</summary>
    public LimitDimension? Closed(IReadOnlyList<Charge> charges) =>
        options.BudgetShare > 0 ? null : charges.FirstOrDefault(charge => IsMoney(charge.Dimension.Kind))?.Dimension;

    private Charge Of(Charge charge)
    {
        var share = IsMoney(charge.Dimension.Kind) ? options.BudgetShare : options.LimitShare;
        var limit = Math.Max(1, (long)(charge.Dimension.Limit * share));
        var amount = IsMoney(charge.Dimension.Kind) ? charge.Amount : Math.Min(charge.Amount, limit);
        return new Charge(charge.Dimension with { Limit = limit }, amount);
    }

    private static bool IsMoney(LimitKind kind) => kind is LimitKind.DayBudget or LimitKind.MonthBudget;
}
