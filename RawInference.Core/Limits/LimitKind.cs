namespace RawInference.Core.Limits;

/// <summary>What is limited.</summary>
public enum LimitKind
{
    /// <summary>Calls within any 60 seconds.</summary>
    Requests,

    /// <summary>Prompt and completion tokens within any 60 seconds.</summary>
    Tokens,

    /// <summary>Calls at the same time.</summary>
    Concurrency,

    /// <summary>Nano US dollars in a day (UTC).</summary>
    DayBudget,

    /// <summary>Nano US dollars in a calendar month (UTC).</summary>
    MonthBudget,
}
