namespace RawInference.Core.Pipeline.Limits;

/// <summary>What a call holds.</summary>
/// <param name="Id">The inference's id.</param>
/// <param name="Organization">Whose counters are charged.</param>
/// <param name="ReservedAt">By the store's clock.</param>
/// <param name="Charges">What was reserved.</param>
public sealed record Lease(string Id, string Organization, DateTimeOffset ReservedAt, IReadOnlyList<Charge> Charges);
