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
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lease, TimeSpan.Zero);
        var result = await commands.EvaluateAsync(Claim, [keys.Idempotency(scope)], [fingerprint, owner, Milliseconds(lease)], cancellationToken);
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
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeToLive, TimeSpan.Zero);
        RedisValue[] values = [owner, answer, Milliseconds(timeToLive)];
        return (bool)await commands.EvaluateAsync(Complete, [keys.Idempotency(scope)], values, cancellationToken);
    }

    public async ValueTask ReleaseAsync(IdempotencyScope scope, string owner, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await commands.EvaluateAsync(Release, [keys.Idempotency(scope)], [owner], cancellationToken);
    }

    /// <summary>At least one: Redis takes 0 for an end at once.</summary>
    private static RedisValue Milliseconds(TimeSpan span) => Math.Max(1, (long)span.TotalMilliseconds);
}
