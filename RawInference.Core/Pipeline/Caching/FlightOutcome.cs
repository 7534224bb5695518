namespace RawInference.Core.Pipeline.Caching;

/// <summary>What became of the one call that asked for all.</summary>
internal enum FlightOutcome
{
    /// <summary>Its answer is everybody's.</summary>
    Answered,

    /// <summary>Its answer is its own: it must not be given to others.</summary>
    Unshared,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>Its caller left, or its time was over; or it found that it need not ask.</summary>
    Left,
}
