namespace RawInference.Soak.Calls;

/// <summary>One usage record.</summary>
internal sealed record UsageEntry(string Id, string? Alias, string Outcome, string? Error, long? Tokens, decimal? CostUsd);
