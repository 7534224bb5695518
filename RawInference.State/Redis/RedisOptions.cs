namespace RawInference.State.Redis;

/// <summary>How Redis is used, where there is one: <c>RawInference:State:Redis</c>.</summary>
public sealed class RedisOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = $"{StateOptions.Section}:Redis";

    /// <summary>What every key and channel begins with, so that several installations can share a server. No braces.</summary>
    public string KeyPrefix { get; set; } = "ri:";

    /// <summary>The longest that a request waits for one command or script, 10 ms to 10 s. By default 250 ms.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMilliseconds(250);
}
