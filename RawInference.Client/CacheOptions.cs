namespace RawInference;

/// <summary>How a call uses the response cache.</summary>
/// <param name="TimeToLive">How long an answer may be reused; null for the gateway's setting.</param>
/// <param name="Mode">Read, write, both, or neither.</param>
/// <param name="ImmutableUrls">The caller vouches that URLs in the inputs name fixed content.</param>
public sealed record CacheOptions(TimeSpan? TimeToLive, CacheMode Mode, bool ImmutableUrls);
