using System.Globalization;
using RawInference.Core.Limits;

namespace RawInference.Core.Pipeline.Limits;

/// <summary>What a caller is told whose call a limit does not admit: which limit, how much it is, and the cure.</summary>
internal static class LimitErrors
{
    /// <summary>Nobody knows when a running call ends; this is how long to wait before looking again.</summary>
    private static readonly TimeSpan ConcurrencyWait = TimeSpan.FromSeconds(1);

    /// <summary>There is no room now, but there will be.</summary>
    /// <param name="refusal">What the ledger said.</param>
    /// <param name="amount">What the call wanted of it.</param>
    /// <param name="now">For budgets, whose end is a date.</param>
    public static InferenceException Refused(LimitRefusal refusal, long amount, DateTimeOffset now)
    {
        var limit = refusal.Dimension;
        var left = Math.Max(0, refusal.Remaining);
        return limit.Kind switch
        {
            LimitKind.Requests => Limited(
                refusal.RetryAfter,
                $"The limit '{limit.Name}' of {limit.Limit} requests in 60 s is reached: wait, or have it raised."),
            LimitKind.Tokens => Limited(
                refusal.RetryAfter,
                $"The limit '{limit.Name}' of {limit.Limit} tokens in 60 s has {left} left, and this call may use {amount}: wait, send less, lower 'max_tokens', or have it raised."),
            LimitKind.Concurrency => Limited(
                refusal.RetryAfter ?? ConcurrencyWait,
                $"The limit '{limit.Name}' of {limit.Limit} calls at the same time is reached: wait for one to end, or have it raised."),
            _ => OverBudget(limit, left, amount, now, refusal.RetryAfter ?? (ResetOf(limit, now) - now)),
        };
    }

    /// <summary>Not even the whole budget is enough.</summary>
    public static InferenceException MoreThanBudget(LimitDimension limit, long amount) => new(
        InferenceErrorCode.BudgetExceeded,
        Text($"This call may cost {Usd(amount)} US dollars, more than the whole of '{limit.Name}', which is {Usd(limit.Limit)}: lower 'max_tokens', choose a cheaper model, or have it raised."));

    /// <summary>Not even the whole limit is enough for what the caller asks.</summary>
    public static InferenceException MoreThanLimit(LimitDimension limit, long prompt, long completion) => prompt >= limit.Limit
        ? InferenceException.Invalid("inputs", Text($"are about {prompt} tokens, and the whole limit '{limit.Name}' is {limit.Limit} in 60 s: send less, or have it raised."))
        : InferenceException.Invalid(
            "parameters.max_tokens",
            Text($"allows {completion} tokens besides about {prompt} of the inputs, and the whole limit '{limit.Name}' is {limit.Limit} in 60 s: lower it so that {limit.Limit - prompt} are enough, or have the limit raised."));

    /// <summary>Waiting would not help.</summary>
    public static InferenceException Nothing(LimitDimension limit) => new(InferenceErrorCode.Forbidden, $"The limit '{limit.Name}' is 0: no call is allowed.");

    /// <summary>Money is limited, and nobody knows what the model costs.</summary>
    public static InferenceException UnknownPrice(string limit, TargetEstimate estimate) => new(
        InferenceErrorCode.BudgetExceeded,
        $"Calls under '{limit}' need a price, and that of {estimate.Target} is unknown: choose another model, or have its price configured.");

    private static InferenceException OverBudget(LimitDimension limit, long left, long amount, DateTimeOffset now, TimeSpan wait) => new(
        InferenceErrorCode.BudgetExceeded,
        Text($"The budget '{limit.Name}' of {Usd(limit.Limit)} US dollars has {Usd(left)} left, and this call may cost {Usd(amount)}; it resets at {ResetOf(limit, now):yyyy-MM-dd'T'HH:mm'Z'}. Until then lower 'max_tokens', choose a cheaper model, or have it raised."))
    {
        RetryAfter = wait,
    };

    private static InferenceException Limited(TimeSpan? wait, FormattableString message) =>
        new(InferenceErrorCode.LimitExceeded, Text(message)) { RetryAfter = wait };

    private static DateTimeOffset ResetOf(LimitDimension limit, DateTimeOffset now)
    {
        var day = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        return limit.Kind == LimitKind.DayBudget ? day.AddDays(1) : day.AddDays(1 - day.Day).AddMonths(1);
    }

    private static string Usd(long nano) => NanoUsd.ToUsd(nano).ToString("0.#########", CultureInfo.InvariantCulture);

    private static string Text(FormattableString message) => message.ToString(CultureInfo.InvariantCulture);
}
