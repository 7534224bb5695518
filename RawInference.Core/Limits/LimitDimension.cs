namespace RawInference.Core.Limits;

/// <summary>One limit of one party: what a store keeps a counter of.</summary>
/// <param name="Scope">Whose.</param>
/// <param name="ScopeId">Id of the organization, namespace or key.</param>
/// <param name="Model">An alias or <c>provider/model</c>, where only its calls count; null for all.</param>
/// <param name="Kind">What is limited.</param>
/// <param name="Limit">The most: calls, tokens or nano US dollars.</param>
public sealed record LimitDimension(LimitScope Scope, string ScopeId, string? Model, LimitKind Kind, long Limit)
{
    /// <summary>As callers see it: <c>key-requests</c>, <c>namespace-tokens:openai/gpt-4o</c>. Without the id.</summary>
    public string Name => Model is null ? $"{ScopeName}-{KindName}" : $"{ScopeName}-{KindName}:{Model}";

    /// <summary><c>organization</c>, <c>namespace</c> or <c>key</c>.</summary>
    internal string ScopeName => Scope switch { LimitScope.Organization => "organization", LimitScope.Namespace => "namespace", _ => "key" };

    /// <summary><c>requests</c>, <c>tokens</c>, <c>concurrency</c>, <c>budget-day</c> or <c>budget-month</c>.</summary>
    internal string KindName => Kind switch
    {
        LimitKind.Requests => "requests",
        LimitKind.Tokens => "tokens",
        LimitKind.Concurrency => "concurrency",
        LimitKind.DayBudget => "budget-day",
        _ => "budget-month",
    };

    /// <summary>Whether it is money.</summary>
    internal bool IsBudget => Kind is LimitKind.DayBudget or LimitKind.MonthBudget;
}
