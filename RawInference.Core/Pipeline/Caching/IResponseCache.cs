namespace RawInference.Core.Pipeline.Caching;

/// <summary>
/// The port to the store of exact answers. Every entry carries its organization and namespace, which are checked again on read.
/// A store that does not answer is a miss, never a failure.
/// </summary>
public interface IResponseCache
{
    /// <summary>The stored answer; null where there is none, or none any more.</summary>
    ValueTask<ReadOnlyMemory<byte>?> FindAsync(string organization, string @namespace, string key, CancellationToken cancellationToken);

    ValueTask StoreAsync(string organization, string @namespace, string key, ReadOnlyMemory<byte> answer, TimeSpan timeToLive, CancellationToken cancellationToken);

    /// <summary>Forgets every answer of a namespace, on this and within a second on every other process.</summary>
    ValueTask ClearAsync(string organization, string @namespace, CancellationToken cancellationToken);
}
