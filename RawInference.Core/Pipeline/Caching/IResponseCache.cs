namespace RawInference.Core.Pipeline.Caching;

/// <summary>
/// The port to the store of exact answers. Every entry carries its organization and namespace, which are checked again on read.
/// A store that does not answer is a miss, never a failure.
/// </summary>
public interface IResponseCache
{
    /// <summary>Looks an answer up; throws only where <paramref name="cancellationToken"/> does.</summary>
    ValueTask<CacheLookup> FindAsync(string organization, string @namespace, string key, CancellationToken cancellationToken);

    /// <summary>Keeps an answer; false where the store did not take it.</summary>
    ValueTask<bool> StoreAsync(string organization, string @namespace, string key, ReadOnlyMemory<byte> answer, TimeSpan timeToLive, CancellationToken cancellationToken);

    /// <summary>Forgets every answer of a namespace, on this and within a second on every other process.</summary>
    /// <exception cref="InferenceException"><c>Unavailable</c>: other processes could not be told.</exception>
    ValueTask ClearAsync(string organization, string @namespace, CancellationToken cancellationToken);
}
