using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using RawInference.Core.Pipeline.Idempotency;

namespace RawInference.State.Local;

/// <summary>
/// Idempotency keys in the state database: claims and answers survive the process. A claim whose lease ran out is lost, whether
/// or not another took it. Callers' words are kept as SHA-256.
/// </summary>
internal sealed class SqliteIdempotencyStore : IIdempotencyStore, IDisposable, IAsyncDisposable
{
    /// <summary>How often what has expired is removed.</summary>
    public static readonly TimeSpan PurgeInterval = TimeSpan.FromMinutes(1);

    /// <summary>Answers may be large: few go at once, so that other writes come between.</summary>
    private const int PurgeStep = 32;

    private const string OfScope = "organization = $organization AND namespace = $namespace AND key_id = $key AND word = $word";

    private readonly SqliteDatabase _database;
    private readonly TimeProvider _time;
    private readonly PeriodicWork _purge;

    public SqliteIdempotencyStore(SqliteDatabase database, TimeProvider time, ILogger<SqliteIdempotencyStore> logger)
    {
        _database = database;
        _time = time;
        _purge = new PeriodicWork("Removing expired idempotency keys", PurgeInterval, PurgeAsync, time, logger);
    }

    public async ValueTask<IdempotencyClaim> ClaimAsync(
        IdempotencyScope scope,
        string fingerprint,
        string owner,
        TimeSpan lease,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lease, TimeSpan.Zero);
        var word = HashOf(scope.Key);
        while (true)
        {
            var state = await _database.WriteAsync(connection => Claim(connection, scope, word, fingerprint, owner, lease), cancellationToken);
            if (state != IdempotencyState.Completed)
            {
                return new IdempotencyClaim(state, null);
            }

            // Not by the writer: others wait for it, and an answer may be large.
            if (await _database.ReadAsync(connection => AnswerOf(connection, scope, word, fingerprint), cancellationToken) is { } answer)
            {
                return new IdempotencyClaim(state, answer);
            }

            // It expired and was removed in between: the key is free.
        }
    }

    public ValueTask<bool> CompleteAsync(
        IdempotencyScope scope,
        string owner,
        ReadOnlyMemory<byte> answer,
        TimeSpan timeToLive,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeToLive, TimeSpan.Zero);
        var word = HashOf(scope.Key);
        var bytes = answer.ToArray();
        return _database.WriteAsync(
            connection => connection.Execute(
                $"UPDATE idempotency SET answer = $answer, expires = $until WHERE {OfScope} AND owner = $owner AND answer IS NULL AND expires > $now",
                ("$organization", scope.Organization),
                ("$namespace", scope.Namespace),
                ("$key", scope.KeyId),
                ("$word", word),
                ("$owner", owner),
                ("$answer", bytes),
                ("$until", Milliseconds(_time.GetUtcNow() + timeToLive)),
                ("$now", Milliseconds(_time.GetUtcNow()))) == 1,
            cancellationToken);
    }

    public async ValueTask ReleaseAsync(IdempotencyScope scope, string owner, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var word = HashOf(scope.Key);
        await _database.WriteAsync(
            connection => connection.Execute(
                $"DELETE FROM idempotency WHERE {OfScope} AND owner = $owner AND answer IS NULL",
                ("$organization", scope.Organization),
                ("$namespace", scope.Namespace),
                ("$key", scope.KeyId),
                ("$word", word),
                ("$owner", owner)),
            cancellationToken);
    }

    public void Dispose() => _purge.Dispose();

    public ValueTask DisposeAsync() => _purge.DisposeAsync();

    private IdempotencyState Claim(StateConnection connection, IdempotencyScope scope, byte[] word, string fingerprint, string owner, TimeSpan lease)
    {
        var now = _time.GetUtcNow();
        // Takes the key where there is none, or where what there is has expired; otherwise tells what there is.
        var claimed = connection.Execute(
            """
            INSERT INTO idempotency (organization, namespace, key_id, word, fingerprint, owner, expires)
            VALUES ($organization, $namespace, $key, $word, $fingerprint, $owner, $until)
            ON CONFLICT (organization, namespace, key_id, word) DO UPDATE
            SET fingerprint = excluded.fingerprint, owner = excluded.owner, expires = excluded.expires, answer = NULL
            WHERE expires <= $now
            """,
            ("$organization", scope.Organization),
            ("$namespace", scope.Namespace),
            ("$key", scope.KeyId),
            ("$word", word),
            ("$fingerprint", fingerprint),
            ("$owner", owner),
            ("$until", Milliseconds(now + lease)),
            ("$now", Milliseconds(now))) == 1;
        if (claimed)
        {
            return IdempotencyState.Claimed;
        }

        using var row = connection.Prepared(
            $"SELECT fingerprint, answer IS NOT NULL FROM idempotency WHERE {OfScope}",
            ("$organization", scope.Organization),
            ("$namespace", scope.Namespace),
            ("$key", scope.KeyId),
            ("$word", word)).ExecuteReader();
        row.Read();
        return row.GetString(0) != fingerprint ? IdempotencyState.Mismatch
            : row.GetBoolean(1) ? IdempotencyState.Completed
            : IdempotencyState.InFlight;
    }

    private static byte[]? AnswerOf(StateConnection connection, IdempotencyScope scope, byte[] word, string fingerprint) =>
        (byte[]?)connection.Prepared(
            $"SELECT answer FROM idempotency WHERE {OfScope} AND fingerprint = $fingerprint AND answer IS NOT NULL",
            ("$organization", scope.Organization),
            ("$namespace", scope.Namespace),
            ("$key", scope.KeyId),
            ("$word", word),
            ("$fingerprint", fingerprint)).ExecuteScalar();

    private async Task PurgeAsync()
    {
        var removed = _database.IsOpen ? PurgeStep : 0;
        while (removed == PurgeStep)
        {
            removed = await _database.WriteAsync(connection => connection.Execute(
                "DELETE FROM idempotency WHERE rowid IN (SELECT rowid FROM idempotency WHERE expires <= $now LIMIT $count)",
                ("$now", Milliseconds(_time.GetUtcNow())),
                ("$count", PurgeStep)));
        }
    }

    private static byte[] HashOf(string word) => SHA256.HashData(Encoding.UTF8.GetBytes(word));

    private static long Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds();
}
