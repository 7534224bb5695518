namespace RawInference.Core.Pipeline.Caching;

/// <summary>What a call does with the cache: as it says, else as its alias, else as the gateway.</summary>
/// <param name="Mode">Off where nobody turned it on.</param>
/// <param name="TimeToLive">Of what it stores.</param>
/// <param name="ImmutableUrls">URLs in its inputs name fixed content.</param>
/// <param name="IsCallers">The call itself asked for the cache, and wants to know where it gets none.</param>
internal readonly record struct CacheChoice(CacheMode Mode, TimeSpan TimeToLive, bool ImmutableUrls, bool IsCallers)
{
    public bool Looks => Mode is CacheMode.On or CacheMode.Read;

    public bool Stores => Mode is CacheMode.On or CacheMode.Write or CacheMode.Refresh;

    public static CacheChoice Of(CacheOptions? call, CacheOptions? alias, CachingOptions options)
    {
        var timeToLive = call?.TimeToLive ?? alias?.TimeToLive ?? options.DefaultTtl;
        return new CacheChoice(
            call?.Mode ?? alias?.Mode ?? options.Mode,
            timeToLive < options.MaxTtl ? timeToLive : options.MaxTtl,
            call?.ImmutableUrls ?? alias?.ImmutableUrls ?? false,
            call is not null);
    }
}
