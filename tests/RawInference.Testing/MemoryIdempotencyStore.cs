using System.Threading.Channels;
using RawInference.Core.Pipeline.Idempotency;

namespace RawInference.Testing;

/// <summary>Keeps claims and answers in memory, by the clock of the test; or is away.</summary>
public sealed class MemoryIdempotencyStore(TimeProvider time) : IIdempotencyStore
{
    private readonly Lock _lock = new();
    private readonly Channel<string> _ends = Channel.CreateUnbounded<string>();
    private readonly Dictionary<IdempotencyScope, Entry> _entries = [];

    private sealed record Entry(string Fingerprint, string Owner, ReadOnlyMemory<byte>? Answer, DateTimeOffset ExpiresAt);

    /// <summary>Thrown by every operation whose name it is given.</summary>
    public Func<string, Exception?> Failure { get; set; } = _ => null;

    /// <summary>How the next claim ended: <c>complete</c> or <c>release</c>.</summary>
    public async Task<string> NextEndAsync() => await _ends.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public ValueTask<IdempotencyClaim> ClaimAsync(IdempotencyScope scope, string fingerprint, string owner, TimeSpan lease, CancellationToken cancellationToken)
    {
        ThrowIfAway("claim");
        return new(Locked(() =>
        {
            var found = Find(scope);
            if (found is null)
            {
                _entries[scope] = new Entry(fingerprint, owner, null, time.GetUtcNow() + lease);
            }

            return new IdempotencyClaim(
                found is null ? IdempotencyState.Claimed
                    : found.Fingerprint != fingerprint ? IdempotencyState.Mismatch
                    : found.Answer is null ? IdempotencyState.InFlight : IdempotencyState.Completed,
                found?.Fingerprint == fingerprint ? found.Answer : null);
        }));
    }

    public ValueTask<bool> CompleteAsync(IdempotencyScope scope, string owner, ReadOnlyMemory<byte> answer, TimeSpan timeToLive, CancellationToken cancellationToken)
    {
        ThrowIfAway("complete");
        var kept = Locked(() =>
        {
            if (Find(scope) is not { Answer: null } found || found.Owner != owner)
            {
                return false;
            }

            _entries[scope] = found with { Answer = answer.ToArray(), ExpiresAt = time.GetUtcNow() + timeToLive };
            return true;
        });
        _ends.Writer.TryWrite("complete");
        return new(kept);
    }

    public ValueTask ReleaseAsync(IdempotencyScope scope, string owner, CancellationToken cancellationToken)
    {
        ThrowIfAway("release");
        Locked(() => Find(scope) is { Answer: null } found && found.Owner == owner && _entries.Remove(scope));
        _ends.Writer.TryWrite("release");
        return ValueTask.CompletedTask;
    }

    /// <summary>Damages what is kept.</summary>
    public void Damage() => Locked(() =>
    {
        foreach (var (scope, entry) in _entries.ToArray())
        {
            _entries[scope] = entry with { Answer = (byte[])[.. entry.Answer!.Value.ToArray(), 0] };
        }

        return true;
    });

    private Entry? Find(IdempotencyScope scope) => _entries.TryGetValue(scope, out var entry) && entry.ExpiresAt > time.GetUtcNow() ? entry : null;

    private T Locked<T>(Func<T> action)
    {
        lock (_lock)
        {
            return action();
        }
    }

    private void ThrowIfAway(string operation)
    {
        if (Failure(operation) is { } failure)
        {
            throw failure;
        }
    }
}
