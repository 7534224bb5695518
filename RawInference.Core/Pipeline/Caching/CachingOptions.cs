using System.ComponentModel.DataAnnotations;

namespace RawInference.Core.Pipeline.Caching;

/// <summary>What the response cache does for calls and aliases that say nothing of it, and its bounds: <c>RawInference:Caching</c>.</summary>
public sealed class CachingOptions : IValidatableObject
{
    /// <summary>For calls whose alias has no setting either. Default off.</summary>
    [EnumDataType(typeof(CacheMode))]
    public CacheMode Mode { get; set; } = CacheMode.Off;

    /// <summary>How long an answer may be reused where neither call nor alias says. Default 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan DefaultTtl { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The longest, whoever asks for more. Default 30 days.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan MaxTtl { get; set; } = CacheOptions.MaxTimeToLive;

    /// <summary>A larger answer is not kept. Default 4 MiB.</summary>
    [Range(1_024, 64 * 1_024 * 1_024)]
    public int MaxAnswerBytes { get; set; } = 4 * 1_024 * 1_024;

    /// <summary>Of this process's memory for answers. Default 64.</summary>
    [Range(1, 65_536)]
    public int MemoryMegabytes { get; set; } = 64;

    /// <summary>How long an answer of another process is kept in this one's memory, at most. Default 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan MemoryTtl { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Calls that wait for the answer of one that is exactly like them; more ask for themselves. Default 256.</summary>
    [Range(0, 100_000)]
    public int MaxFollowers { get; set; } = 256;

    /// <summary>For each question to a shared store: one that is slower is done without for a while. Default 80 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:10")]
    public TimeSpan StoreTimeout { get; set; } = TimeSpan.FromMilliseconds(80);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (DefaultTtl > MaxTtl)
        {
            yield return new ValidationResult($"must not be longer than {nameof(MaxTtl)}.", [nameof(DefaultTtl)]);
        }
    }
}
