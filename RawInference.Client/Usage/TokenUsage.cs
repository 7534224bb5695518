namespace RawInference.Usage;

/// <summary>
/// Tokens of one answer as the provider counts them. <see cref="Prompt"/> includes cache reads and writes,
/// <see cref="Completion"/> includes reasoning; the classes that are billed are disjoint (<see cref="FreshPrompt"/> and so on).
/// </summary>
public sealed record TokenUsage
{
    public required long Prompt { get; init; }

    public required long Completion { get; init; }

    public long Total => Prompt + Completion;

    /// <summary>Prompt tokens read from the provider's cache; null where unknown.</summary>
    public long? CachedPrompt { get; init; }

    /// <summary>Prompt tokens written to the provider's cache; null where unknown.</summary>
    public long? CacheWritePrompt { get; init; }

    /// <summary>Those of <see cref="CacheWritePrompt"/> that are kept longer and cost more (an hour); null where unknown.</summary>
    public long? CacheWriteLongPrompt { get; init; }

    /// <summary>Completion tokens spent on reasoning; null where unknown.</summary>
    public long? Reasoning { get; init; }

    /// <summary>Those of <see cref="CachedPrompt"/> that are audio, where they have a price of their own; null where unknown.</summary>
    public long? CachedAudioPrompt { get; init; }

    /// <summary>Fresh prompt tokens that are audio; null where unknown.</summary>
    public long? AudioPrompt { get; init; }

    /// <summary>Prompt tokens that are images, where they have a price of their own; null where unknown.</summary>
    public long? ImagePrompt { get; init; }

    /// <summary>Completion tokens that are audio; null where unknown.</summary>
    public long? AudioCompletion { get; init; }

    /// <summary>Completion tokens that are images; null where unknown.</summary>
    public long? ImageCompletion { get; init; }

    /// <summary>Characters that are billed instead of tokens; null where tokens are.</summary>
    public long? Characters { get; init; }

    /// <summary>Images that are billed instead of tokens; null where tokens are.</summary>
    public long? Images { get; init; }

    /// <summary>Seconds of audio that are billed instead of tokens; null where tokens are.</summary>
    public double? AudioSeconds { get; init; }

    /// <summary>Prompt tokens that were neither read from nor written to a cache.</summary>
    public long FreshPrompt => Prompt - (CachedPrompt ?? 0) - (CacheWritePrompt ?? 0);

    /// <summary>The provider bills something other than tokens, and so counts none.</summary>
    public bool IsWithoutTokens => Total == 0 && (AudioSeconds ?? Characters ?? Images) is not null;

    public static TokenUsage operator +(TokenUsage left, TokenUsage right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.Add(right);
    }

    /// <summary>The sum; a class that only one side knows keeps that side's count.</summary>
    public TokenUsage Add(TokenUsage other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new TokenUsage
        {
            Prompt = Prompt + other.Prompt,
            Completion = Completion + other.Completion,
            CachedPrompt = Sum(CachedPrompt, other.CachedPrompt),
            CacheWritePrompt = Sum(CacheWritePrompt, other.CacheWritePrompt),
            CacheWriteLongPrompt = Sum(CacheWriteLongPrompt, other.CacheWriteLongPrompt),
            Reasoning = Sum(Reasoning, other.Reasoning),
            CachedAudioPrompt = Sum(CachedAudioPrompt, other.CachedAudioPrompt),
            AudioPrompt = Sum(AudioPrompt, other.AudioPrompt),
            ImagePrompt = Sum(ImagePrompt, other.ImagePrompt),
            AudioCompletion = Sum(AudioCompletion, other.AudioCompletion),
            ImageCompletion = Sum(ImageCompletion, other.ImageCompletion),
            Characters = Sum(Characters, other.Characters),
            Images = Sum(Images, other.Images),
            AudioSeconds = AudioSeconds is null && other.AudioSeconds is null ? null : (AudioSeconds ?? 0) + (other.AudioSeconds ?? 0),
        };
    }

    private static long? Sum(long? left, long? right) => left is null && right is null ? null : (left ?? 0) + (right ?? 0);
}
