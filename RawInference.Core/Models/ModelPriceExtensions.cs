using RawInference.Usage;

namespace RawInference.Core.Models;

/// <summary>What an answer costs.</summary>
public static class ModelPriceExtensions
{
    private const decimal Million = 1_000_000m;

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
            return price.AudioMinute * (decimal)seconds / 60m;
        }

        var audio = price.AudioInput is null ? 0 : usage.AudioPrompt ?? 0;
        return Cost(usage.FreshPrompt - audio, price.Input)
            + Cost(audio, price.AudioInput)
            + Cost(usage.CachedPrompt ?? 0, price.CachedInput)
            + Cost(usage.CacheWritePrompt ?? 0, price.CacheWrite)
            + Cost(usage.Completion, price.Output);
    }

    private static decimal? Cost(long tokens, decimal? perMillion) => tokens == 0 ? 0 : perMillion * tokens / Million;
}
