using RawInference.Core.Limits;
using RawInference.Usage;

namespace RawInference.Core.Usage;

/// <summary>A number for each <see cref="UsageClass"/>: of one record, or summed over many.</summary>
public sealed class UsageCounts
{
    private static readonly int Length = Enum.GetValues<UsageClass>().Length;

    private readonly long[] _counts = new long[Length];

    public long this[UsageClass usageClass]
    {
        get => _counts[(int)usageClass];
        set => _counts[(int)usageClass] = value;
    }

    /// <summary>Those that are not 0.</summary>
    public IEnumerable<(UsageClass Class, long Count)> NonZero =>
        _counts.Select((count, index) => ((UsageClass)index, count)).Where(pair => pair.count != 0);

    public static UsageCounts Of(UsageRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var counts = new UsageCounts
        {
            [UsageClass.Requests] = 1,
            [OutcomeOf(record.Outcome)] = 1,
            [UsageClass.Cached] = record.Cached ? 1 : 0,
            [UsageClass.Estimated] = record.UsageSource == UsageSource.Estimated ? 1 : 0,
            [UsageClass.Unpriced] = record.CostUsd is null ? 1 : 0,
            [UsageClass.CostNanoUsd] = record.CostUsd is { } cost ? NanoUsd.Of(cost) : 0,
            [UsageClass.ChargedTokens] = record.ChargedTokens,
            [UsageClass.ChargedNanoUsd] = record.ChargedNanoUsd,
        };
        if (record.Usage is { } usage)
        {
            counts.AddTokens(usage);
        }

        return counts;
    }

    /// <summary>Adds those of another.</summary>
    public void Add(UsageCounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (var index = 0; index < Length; index++)
        {
            _counts[index] += other._counts[index];
        }
    }

    private static UsageClass OutcomeOf(UsageOutcome outcome) => outcome switch
    {
        UsageOutcome.Completed => UsageClass.Completed,
        UsageOutcome.Failed => UsageClass.Failed,
        UsageOutcome.Abandoned => UsageClass.Abandoned,
        _ => UsageClass.Lost,
    };

    private void AddTokens(TokenUsage usage)
    {
        var audioIn = usage.AudioPrompt ?? 0;
        var imageIn = usage.ImagePrompt ?? 0;
        var audioOut = usage.AudioCompletion ?? 0;
        var imageOut = usage.ImageCompletion ?? 0;
        var reasoning = usage.Reasoning ?? 0;
        this[UsageClass.FreshTokens] = usage.FreshPrompt - audioIn - imageIn;
        this[UsageClass.CacheReadTokens] = usage.CachedPrompt ?? 0;
        this[UsageClass.CacheWriteTokens] = usage.CacheWritePrompt ?? 0;
        this[UsageClass.OutputTokens] = usage.Completion - reasoning - audioOut - imageOut;
        this[UsageClass.ReasoningTokens] = reasoning;
        this[UsageClass.AudioTokens] = audioIn + audioOut;
        this[UsageClass.ImageTokens] = imageIn + imageOut;
        this[UsageClass.Characters] = usage.Characters ?? 0;
        this[UsageClass.Images] = usage.Images ?? 0;
        this[UsageClass.AudioMilliseconds] = (long)Math.Round(Math.Clamp(usage.AudioSeconds ?? 0, 0, 1e9) * 1_000);
    }
}
