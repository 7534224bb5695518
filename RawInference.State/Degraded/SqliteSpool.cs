using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using RawInference.Core.Pipeline.Metering;
using RawInference.State.Local;

namespace RawInference.State.Degraded;

/// <summary>The spool in the state database of the data folder: what is in it survives the process, and the next one hands it over.</summary>
internal sealed class SqliteSpool(SqliteDatabase database, IOptions<StateOptions> options, TimeProvider time)
{
    private const long Known = 0;

    private readonly ConcurrentDictionary<string, bool> _promised = new(StringComparer.Ordinal);
    private long? _waiting;

    /// <summary>
    /// Makes room for a call's settlement before anything is asked, and says what it is worth if nobody ever settles it.
    /// </summary>
    /// <exception cref="InferenceException">The spool is full.</exception>
    public async ValueTask PromiseAsync(Settlement ifLost, DateTimeOffset due, CancellationToken cancellationToken)
    {
        var json = SettlementJson.Write(ifLost);
        var hasRoom = await database.WriteAsync(
            connection =>
            {
                if (Count(connection) >= options.Value.Degraded.MaxSpooledRecords)
                {
                    return false;
                }

                Put(connection, ifLost.Record.Id, due.ToUnixTimeMilliseconds(), json);
                _waiting++;
                return true;
            },
            cancellationToken);
        if (!hasRoom)
        {
            throw new InferenceException(
                InferenceErrorCode.Unavailable,
                "The gateway's store is away, and as many calls wait to be recorded as this process keeps: nothing more is asked until it is back.")
            {
                RetryAfter = TimeSpan.FromSeconds(1),
            };
        }

        _promised[ifLost.Record.Id] = true;
    }

    /// <summary>Keeps a settlement, in the place of its promise where there is one. It is never refused: its call has been made.</summary>
    public async ValueTask KeepAsync(Settlement settlement, CancellationToken cancellationToken)
    {
        var json = SettlementJson.Write(settlement);
        var hasPlace = _promised.TryRemove(settlement.Record.Id, out _);
        await database.WriteAsync(
            connection =>
            {
                _waiting = Count(connection) + (hasPlace ? 0 : 1);
                return Put(connection, settlement.Record.Id, Known, json);
            },
            cancellationToken);
    }

    /// <summary>Settlements to hand over: those that are known, and promises past their due.</summary>
    public async ValueTask<IReadOnlyList<Settlement>> ReadAsync(int count, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var found = await database.ReadAsync(
            connection =>
            {
                var settlements = new List<string>();
                using var reader = connection
                    .Prepared("SELECT settlement FROM spool WHERE due <= $now ORDER BY due, id LIMIT $count", ("$now", now), ("$count", count))
                    .ExecuteReader();
                while (reader.Read())
                {
                    settlements.Add(reader.GetString(0));
                }

                return settlements;
            },
            cancellationToken);
        return [.. found.Select(SettlementJson.Read)];
    }

    /// <summary>How many wait, promises included.</summary>
    public ValueTask<long> CountAsync(CancellationToken cancellationToken) => database.WriteAsync(Count, cancellationToken);

    /// <summary>Forgets a settlement that was handed over, unless another has taken its place meanwhile.</summary>
    public async ValueTask RemoveAsync(Settlement settlement, CancellationToken cancellationToken)
    {
        var json = SettlementJson.Write(settlement);
        await database.WriteAsync(
            connection => _waiting = Count(connection) - connection.Execute(
                "DELETE FROM spool WHERE id = $id AND settlement = $settlement",
                ("$id", settlement.Record.Id),
                ("$settlement", json)),
            cancellationToken);
    }

    /// <summary>Puts off one that the store does not take, so that it does not stand in the way of the others.</summary>
    public async ValueTask PutOffAsync(Settlement settlement, TimeSpan delay, CancellationToken cancellationToken)
    {
        var due = (time.GetUtcNow() + delay).ToUnixTimeMilliseconds();
        await database.WriteAsync(
            connection => connection.Execute("UPDATE spool SET due = $due WHERE id = $id", ("$due", due), ("$id", settlement.Record.Id)),
            cancellationToken);
    }

    /// <summary>On the writer's thread alone: counting the rows each time would cost more than writing one.</summary>
    private long Count(StateConnection connection) => _waiting ??= connection.Number("SELECT count(*) FROM spool") ?? 0;

    private static int Put(StateConnection connection, string id, long due, string json) => connection.Execute(
        "INSERT INTO spool (id, due, settlement) VALUES ($id, $due, $settlement) ON CONFLICT (id) DO UPDATE SET due = excluded.due, settlement = excluded.settlement",
        ("$id", id),
        ("$due", due),
        ("$settlement", json));
}
