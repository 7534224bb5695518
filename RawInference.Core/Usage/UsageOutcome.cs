namespace RawInference.Core.Usage;

/// <summary>What became of a journey.</summary>
public enum UsageOutcome
{
    Completed,
    Failed,

    /// <summary>The caller left before the end.</summary>
    Abandoned,

    /// <summary>Nobody knows: the process ended in the middle of it. The numbers are estimates.</summary>
    Lost,
}
