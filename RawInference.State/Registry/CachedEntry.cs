namespace RawInference.State.Registry;

/// <summary>What a cache knows of one id.</summary>
/// <param name="entry">Null where there was none.</param>
/// <param name="readAt">Time stamp of the moment that it was true at.</param>
internal sealed class CachedEntry<TEntry>(TEntry? entry, long readAt)
    where TEntry : class, IRegistryEntry
{
    public TEntry? Entry => entry;

    public long ReadAt { get; } = readAt;

    /// <summary>Time stamp of the last question, whether or not the registry answered.</summary>
    public long AskedAt { get; set; } = readAt;

    /// <summary>It may have changed: the registry is asked before it is used again.</summary>
    public bool Stale { get; set; }

    /// <summary>It has changed, in a way that is not known: it is not used again, not even while the registry is away.</summary>
    public bool Superseded { get; set; }
}
