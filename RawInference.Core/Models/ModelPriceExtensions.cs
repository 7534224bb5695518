using RawInference.Core.Limits;
using RawInference.Usage;

namespace RawInference.Core.Models;

/// <summary>What an answer costs.</summary>
public static class ModelPriceExtensions
{
    private const decimal Million = 1_000_000m;

    /// <summary>More than any recording lasts: a provider that says so is wrong.</summary>
    private const double MaxSeconds = 1e9;

    /// <summary>
    /// US dollars, rounded up to the nano dollars that are counted; null when the usage, or the price of a class that was used, is unknown.
    /// </summary>
    public static decimal? CostOf(this ModelPrice price, TokenUsage? usage)
    {
        ArgumentNullException.ThrowIfNull(price);
        if (usage is null)
        {
            return null;
        }

        var tokens = price.LongPromptAbove is { } most && usage.Prompt > most ? price.LongPrompt : price;
        var cost = tokens?.CostOfTokens(usage)
            + CostOfAudio(usage.AudioSeconds, price.AudioMinute)
            + Cost(usage.Characters ?? 0, price.Characters)
            + Cost(usage.Images ?? 0, price.Image * Million);
        return cost is { } known ? Round(known) : null;
    }

    /// <summary>The one place: what a response tells, a record holds and roll-ups sum is the same number.</summary>
    internal static decimal Round(decimal usd) => decimal.Ceiling(usd * NanoUsd.PerUsd) / NanoUsd.PerUsd;

    private static decimal? CostOfAudio(double? seconds, decimal? perMinute) => seconds switch
    {
        null => 0,
        >= 0 and <= MaxSeconds => perMinute * (decimal)seconds / 60m,
        _ => null,
    };

    private static decimal? CostOfTokens(this ModelPrice price, TokenUsage usage)
    {
        var audio = usage.AudioPrompt ?? 0;
        var cachedAudio = usage.CachedAudioPrompt ?? 0;
        var image = usage.ImagePrompt ?? 0;
        var longWrites = usage.CacheWriteLongPrompt ?? 0;
        var audioOut = usage.AudioCompletion ?? 0;
        var imageOut = usage.ImageCompletion ?? 0;
        return Cost(usage.FreshPrompt - audio - image, price.Input)
            + Cost(audio, price.AudioInput)
            + Cost(image, price.ImageInput)
            + Cost((usage.CachedPrompt ?? 0) - cachedAudio, price.CachedInput)
            + Cost(cachedAudio, price.CachedAudioInput)
            + Cost((usage.CacheWritePrompt ?? 0) - longWrites, price.CacheWrite)
            + Cost(longWrites, price.CacheWriteLong)
            + Cost(usage.Completion - audioOut - imageOut, price.Output)
            + Cost(audioOut, price.AudioOutput)
            + Cost(imageOut, price.ImageOutput);
    }

    /// <summary>Counts that contradict each other leave a negative rest: what was used is then unknown.</summary>
    private static decimal? Cost(long count, decimal? perMillion) => count switch
    {
        0 => 0,
        < 0 => null,
        _ => perMillion * count / Million,
    };
}
