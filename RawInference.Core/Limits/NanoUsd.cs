namespace RawInference.Core.Limits;

/// <summary>Money as stores count it: whole nano US dollars, so that sums are exact. A Lua number holds nine million dollars of them.</summary>
public static class NanoUsd
{
    /// <summary>The most that a limit can be: what a double holds exactly.</summary>
    public const decimal MaxUsd = CallOptions.MostUsd;

    internal const decimal PerUsd = 1_000_000_000m;

    /// <summary>Rounded up: what costs something never costs nothing.</summary>
    public static long Of(decimal usd) => (long)decimal.Ceiling(Math.Clamp(usd, -MaxUsd, MaxUsd) * PerUsd);

    public static decimal ToUsd(long nano) => nano / PerUsd;
}
