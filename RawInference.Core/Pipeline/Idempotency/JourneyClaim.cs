namespace RawInference.Core.Pipeline.Idempotency;

/// <summary>One journey's claim to its idempotency key. Nothing here is cancelled with the call: a claim that was half made, or not ended, would block its repetition.</summary>
internal sealed class JourneyClaim(IIdempotencyStore store, IdempotencyScope scope, string owner, TimeSpan timeToLive)
{
    public ValueTask<IdempotencyClaim> TakeAsync(string fingerprint, TimeSpan lease) =>
        store.ClaimAsync(scope, fingerprint, owner, lease, CancellationToken.None);

    /// <summary>False where the claim was lost.</summary>
    public ValueTask<bool> CompleteAsync(ReadOnlyMemory<byte> answer) => store.CompleteAsync(scope, owner, answer, timeToLive, CancellationToken.None);

    public ValueTask ReleaseAsync() => store.ReleaseAsync(scope, owner, CancellationToken.None);
}
