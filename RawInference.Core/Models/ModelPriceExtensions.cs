using RawInference.Usage;

namespace RawInference.Core.Models;

/// <summary>What an answer costs.</summary>
public static class ModelPriceExtensions
{
    private const decimal Million = 1_000_000m;

    /// <summary>More than any recording lasts: a provider that says so is wrong.</summary>
    private const double MaxSeconds = 1e9;

    /// <summary>US dollars; null when the usage, or the price of a class that was used, is unknown.</summary>
    public static decimal? CostOf(this ModelPrice price, TokenUsage? usage)
    {
        ArgumentNullException.ThrowIfNull(price);
        if (usage is null)
        {
            return null;
        }

        if (usage.AudioSeconds is { } seconds)
        {
            return seconds is >= 0 and <= MaxSeconds ? price.AudioMinute * (decimal)seconds / 60m : null;
        }

        var audio = usage.AudioPrompt ?? 0;
        return Cost(usage.FreshPrompt - audio, price.Input)
            + Cost(audio, price.AudioInput)
            + Cost(usage.CachedPrompt ?? 0, price.CachedInput)
            + Cost(usage.CacheWritePrompt ?? 0, price.CacheWrite)
            + Cost(usage.Completion, price.Output);
    }

    /// <summary>Counts that contradict each other leave a negative rest: what was used is then unknown.</summary>
    private static decimal? Cost(long tokens, decimal? perMillion) => tokens switch
    {
        0 => 0,
        < 0 => null,
        _ => perMillion * tokens / Million,
    };
}
