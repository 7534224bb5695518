using System.ComponentModel.DataAnnotations;

namespace RawInference.Core.Pipeline.Failover;

/// <summary>How often and how long targets are tried: <c>RawInference:Failover</c>.</summary>
public sealed class FailoverOptions
{
    /// <summary>Tries of one target before the next one's turn. Default 2.</summary>
    [Range(1, 10)]
    public int AttemptsPerTarget { get; set; } = 2;

    /// <summary>The wait before the second try is random up to this, and doubles. Default 250 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan BaseDelay { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>A provider that asks for a longer wait than this is not tried again. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>For the whole call, where the caller brings no deadline. Default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromMinutes(10);
}
