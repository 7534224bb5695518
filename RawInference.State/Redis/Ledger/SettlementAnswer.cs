namespace RawInference.State.Redis.Ledger;

/// <summary>What the store says to a settlement.</summary>
/// <param name="IsNew">It was settled now; otherwise that had been done before, or cannot be done like this.</param>
/// <param name="LostLease">The <see cref="StoredLease"/> that is recorded as lost: it has to be sent again as late.</param>
internal readonly record struct SettlementAnswer(bool IsNew, string? LostLease);
