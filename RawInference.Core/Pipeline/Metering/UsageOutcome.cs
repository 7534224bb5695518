namespace RawInference.Core.Pipeline.Metering;

/// <summary>What became of a journey.</summary>
public enum UsageOutcome
{
    Completed,
    Failed,

    /// <summary>The caller left before the end.</summary>
    Abandoned,
}
