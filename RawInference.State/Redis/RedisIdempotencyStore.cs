using RawInference.Core.Pipeline.Idempotency;
using StackExchange.Redis;

namespace RawInference.State.Redis;

/// <summary>Idempotency keys, each a hash: its fingerprint, its owner while it is claimed, its answer from then on.</summary>
internal sealed class RedisIdempotencyStore(RedisCommands commands, RedisKeys keys) : IIdempotencyStore
{
    private static readonly RedisScript Claim = RedisScript.Load("claim-idempotency");
    private static readonly RedisScript Complete = RedisScript.Load("complete-idempotency");
    private static readonly RedisScript Release = RedisScript.Load("release-idempotency");

    public async ValueTask<IdempotencyClaim> ClaimAsync(
        IdempotencyScope scope,
        string fingerprint,
        string owner,
        TimeSpan lease,
        CancellationToken cancellationToken)
    {
        var result = await commands.EvaluateAsync(Claim, [keys.Idempotency(scope)], [fingerprint, owner, Milliseconds(lease)], cancellationToken)
            .ConfigureAwait(false);
        return (string?)result[0] switch
        {
            "claimed" => new IdempotencyClaim(IdempotencyState.Claimed, null),
            "in_flight" => new IdempotencyClaim(IdempotencyState.InFlight, null),
            "mismatch" => new IdempotencyClaim(IdempotencyState.Mismatch, null),
            "completed" => new IdempotencyClaim(IdempotencyState.Completed, (byte[]?)result[1]),
            var other => throw new InvalidOperationException($"The script {Claim.Name} answered '{other}'."),
        };
    }

    public async ValueTask<bool> CompleteAsync(
        IdempotencyScope scope,
        string owner,
        ReadOnlyMemory<byte> answer,
        TimeSpan timeToLive,
        CancellationToken cancellationToken) =>
        (bool)await commands.EvaluateAsync(Complete, [keys.Idempotency(scope)], [owner, answer, Milliseconds(timeToLive)], cancellationToken)
            .ConfigureAwait(false);

    public async ValueTask ReleaseAsync(IdempotencyScope scope, string owner, CancellationToken cancellationToken) =>
        await commands.EvaluateAsync(Release, [keys.Idempotency(scope)], [owner], cancellationToken).ConfigureAwait(false);

    /// <summary>At least one: Redis takes 0 for an end at once.</summary>
    private static RedisValue Milliseconds(TimeSpan span) => Math.Max(1, (long)span.TotalMilliseconds);
}
