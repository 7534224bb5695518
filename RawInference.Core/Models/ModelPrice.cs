namespace RawInference.Core.Models;

/// <summary>List prices in US dollars. A class without a price makes the cost of an answer that has such tokens unknown.</summary>
public sealed record ModelPrice
{
    /// <summary>Per million fresh prompt tokens.</summary>
    public decimal? Input { get; init; }

    /// <summary>Per million prompt tokens read from the provider's cache.</summary>
    public decimal? CachedInput { get; init; }

    /// <summary>Per million prompt tokens read from the provider's cache that are audio, where an answer counts them apart.</summary>
    public decimal? CachedAudioInput { get; init; }

    /// <summary>Per million prompt tokens written to the provider's cache.</summary>
    public decimal? CacheWrite { get; init; }

    /// <summary>Per million prompt tokens that the provider's cache keeps longer (an hour).</summary>
    public decimal? CacheWriteLong { get; init; }

    /// <summary>Per million completion tokens, reasoning included.</summary>
    public decimal? Output { get; init; }

    /// <summary>Per million prompt tokens that are audio; null where they cost what others do, if no answer counts them apart.</summary>
    public decimal? AudioInput { get; init; }

    /// <summary>Per million completion tokens that are audio.</summary>
    public decimal? AudioOutput { get; init; }

    /// <summary>Per million prompt tokens that are images.</summary>
    public decimal? ImageInput { get; init; }

    /// <summary>Per million completion tokens that are images.</summary>
    public decimal? ImageOutput { get; init; }

    /// <summary>Per minute of audio.</summary>
    public decimal? AudioMinute { get; init; }

    /// <summary>Per million characters.</summary>
    public decimal? Characters { get; init; }

    /// <summary>Per image, whatever its size and quality.</summary>
    public decimal? Image { get; init; }

    /// <summary>Prompts of more tokens than this have the prices of <see cref="LongPrompt"/>, or unknown ones without it.</summary>
    public long? LongPromptAbove { get; init; }

    /// <summary>The prices of a call whose prompt is longer than <see cref="LongPromptAbove"/>.</summary>
    public ModelPrice? LongPrompt { get; init; }

    /// <summary>The day on which the provider's price page said so.</summary>
    public required DateOnly AsOf { get; init; }
}
