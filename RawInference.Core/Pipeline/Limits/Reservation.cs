namespace RawInference.Core.Pipeline.Limits;

/// <summary>What a ledger says to a reservation. Exactly one of lease and refusal is set.</summary>
/// <param name="Lease">It is held.</param>
/// <param name="Refusal">Nothing was charged.</param>
/// <param name="Limits">Where the limits of requests and tokens stand now, for the caller to see.</param>
public sealed record Reservation(Lease? Lease, LimitRefusal? Refusal, IReadOnlyList<LimitState> Limits);
