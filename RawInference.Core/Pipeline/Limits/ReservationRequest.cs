using RawInference.Core.Usage;

namespace RawInference.Core.Pipeline.Limits;

/// <summary>What a call wants to hold until it is settled: all of it, or nothing.</summary>
/// <param name="Id">The inference's id, which the lease has too.</param>
/// <param name="Organization">All counters of one organization are kept together.</param>
/// <param name="Charges">May be empty: a call without limits still leaves a trace that outlives the process.</param>
/// <param name="HeldFor">How long, at most: after that the call counts as lost, and <paramref name="IfLost"/> as its record.</param>
/// <param name="IfLost">What is recorded and charged where nobody settles: an estimate.</param>
public sealed record ReservationRequest(
    string Id,
    string Organization,
    IReadOnlyList<Charge> Charges,
    TimeSpan HeldFor,
    UsageRecord IfLost);
