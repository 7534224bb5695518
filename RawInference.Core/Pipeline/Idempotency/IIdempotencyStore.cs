namespace RawInference.Core.Pipeline.Idempotency;

/// <summary>The port to the store that lets each key be carried out once.</summary>
public interface IIdempotencyStore
{
    /// <summary>Claims a key for a request, or tells what became of it before.</summary>
    ValueTask<IdempotencyClaim> ClaimAsync(string scope, string key, string fingerprint, CancellationToken cancellationToken);

    /// <summary>Keeps the answer for replays.</summary>
    ValueTask CompleteAsync(string scope, string key, ReadOnlyMemory<byte> answer, CancellationToken cancellationToken);

    /// <summary>Frees the key: the call failed and may be tried again.</summary>
    ValueTask ReleaseAsync(string scope, string key, CancellationToken cancellationToken);
}
