using RawInference.Core.Usage;

namespace RawInference.Api.Usage;

/// <summary>The numbers of a sum, as both formats name them.</summary>
internal static class UsageColumns
{
    public static IReadOnlyList<(string Name, UsageClass Class)> Calls { get; } =
    [
        ("requests", UsageClass.Requests),
        ("completed", UsageClass.Completed),
        ("failed", UsageClass.Failed),
        ("abandoned", UsageClass.Abandoned),
        ("lost", UsageClass.Lost),
        ("cached", UsageClass.Cached),
        ("estimated", UsageClass.Estimated),
        ("unpriced", UsageClass.Unpriced),
    ];

    public static IReadOnlyList<(string Name, UsageClass Class)> Tokens { get; } =
    [
        ("fresh_prompt", UsageClass.FreshTokens),
        ("cache_read", UsageClass.CacheReadTokens),
        ("cache_write", UsageClass.CacheWriteTokens),
        ("output", UsageClass.OutputTokens),
        ("reasoning", UsageClass.ReasoningTokens),
        ("audio", UsageClass.AudioTokens),
        ("image", UsageClass.ImageTokens),
    ];

    /// <summary>What is billed instead of tokens.</summary>
    public static IReadOnlyList<(string Name, UsageClass Class)> Others { get; } =
    [
        ("characters", UsageClass.Characters),
        ("images", UsageClass.Images),
        ("audio_ms", UsageClass.AudioMilliseconds),
    ];

    public static long TokensOf(UsageCounts counts) => Tokens.Sum(column => counts[column.Class]);
}
