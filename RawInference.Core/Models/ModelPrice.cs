namespace RawInference.Core.Models;

/// <summary>List prices in US dollars. A class without a price makes the cost of an answer that has such tokens unknown.</summary>
public sealed record ModelPrice
{
    /// <summary>Per million fresh prompt tokens.</summary>
    public decimal? Input { get; init; }

    /// <summary>Per million prompt tokens read from the provider's cache.</summary>
    public decimal? CachedInput { get; init; }

    /// <summary>Per million prompt tokens written to the provider's cache.</summary>
    public decimal? CacheWrite { get; init; }

    /// <summary>Per million completion tokens, reasoning included.</summary>
    public decimal? Output { get; init; }

    /// <summary>Per million prompt tokens that are audio.</summary>
    public decimal? AudioInput { get; init; }

    /// <summary>Per minute of audio.</summary>
    public decimal? AudioMinute { get; init; }

    /// <summary>The day on which the provider's price page said so.</summary>
    public required DateOnly AsOf { get; init; }
}
