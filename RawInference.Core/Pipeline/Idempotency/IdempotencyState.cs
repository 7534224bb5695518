namespace RawInference.Core.Pipeline.Idempotency;

/// <summary>What became of an idempotency key.</summary>
public enum IdempotencyState
{
    /// <summary>It is this call's now.</summary>
    Claimed,

    /// <summary>Another call with it has not ended yet.</summary>
    InFlight,

    /// <summary>It was used with another request.</summary>
    Mismatch,

    /// <summary>Its answer is kept.</summary>
    Completed,
}
