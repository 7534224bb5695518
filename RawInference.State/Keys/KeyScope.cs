using System.Globalization;
using RawInference.Core.Identity;
using RawInference.Core.Limits;

namespace RawInference.State.Keys;

/// <summary>The one rule of who may make, see and change which key: a key has power over those that are no wider than itself.</summary>
public static class KeyScope
{
    /// <summary>Everything that the child may and the parent may not, each with its path; empty where the parent covers the child.</summary>
    public static IReadOnlyList<InferenceProblem> Covers(ApiKey parent, ApiKey child)
    {
        ArgumentNullException.ThrowIfNull(parent);
        ArgumentNullException.ThrowIfNull(child);
        if (parent.May(Permissions.Operator))
        {
            return [];
        }

        return
        [
            .. Organization(parent, child),
            .. Subset("namespaces", parent.Namespaces, child.Namespaces),
            .. Subset("permissions", parent.Permissions, child.Permissions),
            .. Subset("providers", parent.Grant.Providers, child.Grant.Providers),
            .. Subset("models", parent.Grant.Models, child.Grant.Models),
            .. Subset("operations", parent.Grant.Operations, child.Grant.Operations),
            .. Expiry(parent.ExpiresAt, child.ExpiresAt),
            .. Limits("", parent.Limits, child.Limits),
            .. parent.Limits.Models.SelectMany(model =>
                Limits($"limits.models.{model.Key}.", model.Value, child.Limits.Models.GetValueOrDefault(model.Key, LimitSet.None))),
        ];
    }

    private static IEnumerable<InferenceProblem> Organization(ApiKey parent, ApiKey child) => parent.Organization == child.Organization
        ? []
        : [new("organization", "is not the organization of your key; only an operator's key reaches others.")];

    private static IEnumerable<InferenceProblem> Subset(string path, IEnumerable<string>? parent, IEnumerable<string>? child)
    {
        if (parent is null)
        {
            return [];
        }

        return child is null
            ? [new(path, $"must be there, with some of what your own key has: {string.Join(", ", parent.Order(StringComparer.Ordinal))}.")]
            : child.Except(parent).Order(StringComparer.Ordinal).Select(name => new InferenceProblem(path, $"your own key does not have '{name}'."));
    }

    private static IEnumerable<InferenceProblem> Expiry(DateTimeOffset? parent, DateTimeOffset? child) => parent is null || child <= parent
        ? []
        : [new("expires_at", string.Create(CultureInfo.InvariantCulture, $"must be there, and not later than your own key's: {parent:O}."))];

    private static IEnumerable<InferenceProblem> Limits(string prefix, LimitSet parent, LimitSet child)
    {
        var limits = prefix.Length == 0 ? "limits." : prefix;
        return new[]
        {
            Limit($"{limits}requests_per_minute", parent.RequestsPerMinute, child.RequestsPerMinute),
            Limit($"{limits}tokens_per_minute", parent.TokensPerMinute, child.TokensPerMinute),
            Limit($"{limits}concurrency", parent.Concurrency, child.Concurrency),
            Limit($"{prefix}budget.per_day_usd", parent.BudgetPerDayUsd, child.BudgetPerDayUsd),
            Limit($"{prefix}budget.per_month_usd", parent.BudgetPerMonthUsd, child.BudgetPerMonthUsd),
        }.OfType<InferenceProblem>();
    }

    private static InferenceProblem? Limit(string path, decimal? parent, decimal? child) => parent is null || child <= parent
        ? null
        : new(path, string.Create(CultureInfo.InvariantCulture, $"must be there, and at most {parent}, as your own key's."));
}
