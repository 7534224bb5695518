namespace RawInference.Core.Limits;

/// <summary>What may be used. Null means unlimited.</summary>
public sealed record LimitSet
{
    public static LimitSet None { get; } = new();

    /// <summary>Calls within any 60 seconds.</summary>
    public long? RequestsPerMinute { get; init; }

    /// <summary>Prompt and completion tokens within any 60 seconds.</summary>
    public long? TokensPerMinute { get; init; }

    /// <summary>Calls at the same time.</summary>
    public long? Concurrency { get; init; }

    /// <summary>US dollars in a day (UTC).</summary>
    public decimal? BudgetPerDayUsd { get; init; }

    /// <summary>US dollars in a calendar month (UTC).</summary>
    public decimal? BudgetPerMonthUsd { get; init; }

    /// <summary>Limits of single models within these, by alias or <c>provider/model</c>; those have no further <see cref="Models"/>.</summary>
    public IReadOnlyDictionary<string, LimitSet> Models { get; init => field = value ?? new Dictionary<string, LimitSet>(); } = new Dictionary<string, LimitSet>();

    /// <summary>Whether nothing is limited.</summary>
    public bool IsEmpty => (RequestsPerMinute, TokensPerMinute, Concurrency, BudgetPerDayUsd, BudgetPerMonthUsd) == (null, null, null, null, null)
        && Models.Values.All(model => model.IsEmpty);

    /// <summary>Whether money is limited, here or for a single model.</summary>
    public bool HasBudget => BudgetPerDayUsd is not null || BudgetPerMonthUsd is not null || Models.Values.Any(model => model.HasBudget);
}
