namespace RawInference.Core.Pipeline.Idempotency;

/// <summary>
/// The port to the store that lets each key be carried out once. An owner is a word that one claim alone has: whoever lost a claim
/// (its lease ran out, and another took it) can neither complete nor release it. Failures of the store are an
/// <see cref="InferenceException"/> of the code <c>Unavailable</c>.
/// </summary>
public interface IIdempotencyStore
{
    /// <summary>Claims a key for a request, or tells what became of it before.</summary>
    /// <param name="scope">The key and whose it is.</param>
    /// <param name="fingerprint">Of the request: another one with the same key is a mismatch.</param>
    /// <param name="owner">Of this claim.</param>
    /// <param name="lease">How long the claim holds if nobody ends it: its process may die.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    ValueTask<IdempotencyClaim> ClaimAsync(IdempotencyScope scope, string fingerprint, string owner, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Keeps the answer for replays; false where the claim was lost.</summary>
    ValueTask<bool> CompleteAsync(IdempotencyScope scope, string owner, ReadOnlyMemory<byte> answer, TimeSpan timeToLive, CancellationToken cancellationToken);

    /// <summary>Frees the key: the call failed and may be tried again. Does nothing where the claim was lost.</summary>
    ValueTask ReleaseAsync(IdempotencyScope scope, string owner, CancellationToken cancellationToken);
}
