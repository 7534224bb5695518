namespace RawInference.Core.Pipeline.Idempotency;

/// <summary>What a store says to a claim.</summary>
/// <param name="State">What became of the key.</param>
/// <param name="Answer">The kept answer, for <see cref="IdempotencyState.Completed"/>.</param>
public sealed record IdempotencyClaim(IdempotencyState State, ReadOnlyMemory<byte>? Answer);
