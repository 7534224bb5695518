using RawInference.Core.Limits;

namespace RawInference.State.Redis.Ledger;

/// <summary>How the scripts count: <c>counters.lua</c> knows these words.</summary>
internal static class CounterKind
{
    public static string Of(LimitKind kind) => kind switch
    {
        LimitKind.Requests or LimitKind.Tokens => "window",
        LimitKind.Concurrency => "concurrency",
        LimitKind.DayBudget => "day",
        LimitKind.MonthBudget => "month",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
