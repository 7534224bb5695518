using RawInference.State.Degraded;
using RawInference.State.Redis;
using RawInference.State.Usage;

namespace RawInference.State;

/// <summary>Where state is kept: <c>RawInference:State</c>.</summary>
public sealed class StateOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "RawInference:State";

    /// <summary>The data folder; a relative path is under the content root.</summary>
    public string DataPath { get; set; } = ".rawinference";

    /// <summary>How Redis is used, where there is one.</summary>
    public RedisOptions Redis { get; } = new();

    /// <summary>While the store that is shared with other processes is away.</summary>
    public DegradedOptions Degraded { get; } = new();

    /// <summary>How much of the usage is kept, and for how long.</summary>
    public UsageOptions Usage { get; } = new();
}
