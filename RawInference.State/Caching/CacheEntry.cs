using System.ComponentModel;

namespace RawInference.State.Caching;

/// <summary>A kept answer and whose it is.</summary>
/// <param name="Organization">Id; checked on read.</param>
/// <param name="Namespace">Id; checked on read.</param>
/// <param name="ExpiresAt">From then on it is as good as absent, whatever the memory or the store still have.</param>
/// <param name="Answer">Never written to.</param>
[ImmutableObject(true)]
internal sealed record CacheEntry(string Organization, string Namespace, DateTimeOffset ExpiresAt, ReadOnlyMemory<byte> Answer)
{
    /// <summary>Whose it is: an answer must not end up in a log.</summary>
    public override string ToString() => $"{Organization}/{Namespace}";
}
