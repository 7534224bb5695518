namespace RawInference.Core.Usage;

/// <summary>What roll-ups count. The token classes are disjoint. Stores keep these names and numbers: append only.</summary>
public enum UsageClass
{
    /// <summary>Journeys, whatever became of them.</summary>
    Requests,
    Completed,
    Failed,
    Abandoned,
    Lost,

    /// <summary>Answered from the cache.</summary>
    Cached,

    /// <summary>Those whose usage is an estimate.</summary>
    Estimated,

    /// <summary>Those whose cost is unknown.</summary>
    Unpriced,
    FreshTokens,
    CacheReadTokens,
    CacheWriteTokens,

    /// <summary>Completion tokens that are neither reasoning nor audio nor images.</summary>
    OutputTokens,
    ReasoningTokens,

    /// <summary>Of prompt and completion.</summary>
    AudioTokens,

    /// <summary>Of prompt and completion.</summary>
    ImageTokens,
    Characters,
    Images,
    AudioMilliseconds,
    CostNanoUsd,
    ChargedTokens,
    ChargedNanoUsd,
}
