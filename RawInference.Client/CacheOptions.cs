namespace RawInference;

/// <summary>How a call uses the response cache.</summary>
/// <param name="TimeToLive">How long the answer may be reused that this call stores; null for the alias's or the gateway's setting.</param>
/// <param name="Mode">Look up, store, both, or neither.</param>
/// <param name="ImmutableUrls">The caller vouches that URLs in the inputs name fixed content; null for the alias's setting, and false without one.</param>
public sealed record CacheOptions(TimeSpan? TimeToLive = null, CacheMode Mode = CacheMode.On, bool? ImmutableUrls = null)
{
    /// <summary>The longest that anything may be asked to be kept.</summary>
    public static TimeSpan MaxTimeToLive { get; } = TimeSpan.FromDays(30);
}
