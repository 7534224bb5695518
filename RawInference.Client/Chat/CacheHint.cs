namespace RawInference.Chat;

/// <summary>Asks a provider that caches on demand to keep the prompt up to and including what this stands on.</summary>
/// <param name="TimeToLive"><c>5m</c> or <c>1h</c>; null for the provider's own.</param>
public sealed record CacheHint(string? TimeToLive = null);
