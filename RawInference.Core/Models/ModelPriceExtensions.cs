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

        if (usage.IsWithoutTokens)
        {
            return CostOfOther(price, usage);
        }

        return price.LongPromptAbove is { } most && usage.Prompt > most ? price.LongPrompt?.CostOfTokens(usage) : price.CostOfTokens(usage);
    }

    private static decimal? CostOfOther(ModelPrice price, TokenUsage usage) => usage switch
    {
        { AudioSeconds: >= 0 and <= MaxSeconds } => price.AudioMinute * (decimal)usage.AudioSeconds / 60m,
        { AudioSeconds: not null } => null,
        { Characters: { } characters } => Cost(characters, price.Characters),
        _ => usage.Images >= 0 ? price.Image * usage.Images : null,
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
    private static decimal? Cost(long tokens, decimal? perMillion) => tokens switch
    {
        0 => 0,
        < 0 => null,
        _ => perMillion * tokens / Million,
    };
}
