using RawInference.Core.Limits;

namespace RawInference.State.Local;

/// <summary>
/// The pieces of time that limits count in. A window of 60 seconds has the present second and the 60 before it: a second counts until
/// all of it is 60 seconds old. Budgets have one piece, the day or the month. Concurrency has one that never ends.
/// </summary>
internal static class LimitSlots
{
    /// <summary>Of limits of requests and tokens.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    private const int WindowSeconds = 60;

    /// <summary>The number of the slot that a moment is in.</summary>
    public static long Of(LimitKind kind, DateTimeOffset at) => kind switch
    {
        LimitKind.Requests or LimitKind.Tokens => at.ToUnixTimeSeconds(),
        LimitKind.DayBudget => at.UtcTicks / TimeSpan.TicksPerDay,
        LimitKind.MonthBudget => (at.UtcDateTime.Year * 12L) + at.UtcDateTime.Month - 1,
        _ => 0,
    };

    /// <summary>The number of the oldest slot that still counts.</summary>
    public static long OldestAt(LimitKind kind, DateTimeOffset now) =>
        kind is LimitKind.Requests or LimitKind.Tokens ? Of(kind, now) - WindowSeconds : Of(kind, now);

    /// <summary>The moment from which on a slot counts no more; null for never.</summary>
    public static DateTimeOffset? EndOf(LimitKind kind, long slot) => kind switch
    {
        LimitKind.Requests or LimitKind.Tokens => DateTimeOffset.FromUnixTimeSeconds(slot + 1 + WindowSeconds),
        LimitKind.DayBudget => new DateTimeOffset((slot + 1) * TimeSpan.TicksPerDay, TimeSpan.Zero),
        LimitKind.MonthBudget => new DateTimeOffset((int)((slot + 1) / 12), (int)((slot + 1) % 12) + 1, 1, 0, 0, 0, TimeSpan.Zero),
        _ => null,
    };
}
