namespace RawInference.Core.Pipeline.Caching;

/// <summary>The port to the store of exact answers. Keys carry the namespace, and entries are checked against it again.</summary>
public interface IResponseCache
{
    /// <summary>The stored answer as the contract writes it; null where there is none.</summary>
    ValueTask<ReadOnlyMemory<byte>?> FindAsync(string organization, string @namespace, string key, CancellationToken cancellationToken);

    ValueTask StoreAsync(string organization, string @namespace, string key, ReadOnlyMemory<byte> answer, TimeSpan timeToLive, CancellationToken cancellationToken);
}
