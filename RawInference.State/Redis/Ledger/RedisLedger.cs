using RawInference.Core.Limits;
using RawInference.Core.Pipeline.Limits;
using RawInference.Core.Pipeline.Metering;
using RawInference.State.Usage;
using StackExchange.Redis;

namespace RawInference.State.Redis.Ledger;

/// <summary>The book of limits and usage that several processes share.</summary>
internal sealed class RedisLedger(
    RedisCommands commands,
    LedgerOrganizations organizations,
    SettlementQueue queue,
    LeaseSweep sweep,
    StoreClock clock,
    UsageLog log) : ILedger
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    public async ValueTask<Reservation> ReserveAsync(ReservationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.IfLost.Id != request.Id || request.IfLost.Organization != request.Organization)
        {
            throw new ArgumentException("The record of a lost lease is another call's.", nameof(request));
        }

        var keys = await organizations.AddAsync(request.Organization, cancellationToken);
        var lease = new StoredLease(request.Charges, request.IfLost);
        RedisKey[] counters = [keys.Deadlines, keys.Leases, .. request.Charges.Select(charge => keys.Counter(charge.Dimension))];
        RedisValue[] values =
            [clock.Argument, request.Id, (long)request.HeldFor.TotalMilliseconds, lease.ToJson(), .. request.Charges.SelectMany(ArgumentsOf)];
        var result = await commands.EvaluateAsync(LedgerScripts.Reserve, counters, values, cancellationToken);
        return Read(request, (long[])result!);
    }

    public async ValueTask SettleAsync(Settlement settlement, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settlement);
        var (record, lease, charges) = settlement;
        if (lease is not null && (lease.Id != record.Id || lease.Charges.Count != charges.Count))
        {
            throw new ArgumentException("The record and the charges must be those of the lease.", nameof(settlement));
        }

        var answer = await queue.SettleAsync(PendingSettlement.Open(settlement), cancellationToken);
        if (answer.LostLease is { } lost)
        {
            var late = PendingSettlement.Late(settlement, StoredLease.Parse(lost).Lease.IfLost);
            answer = await queue.SettleAsync(late, cancellationToken);
        }

        if (answer.IsNew)
        {
            log.Write(record);
        }
    }

    public async ValueTask<IReadOnlyList<LimitBalance>> ReadAsync(
        string organization,
        IReadOnlyList<LimitDimension> dimensions,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        await sweep.SweepAsync(organization, cancellationToken);
        var keys = organizations.KeysOf(organization);
        var result = await commands.EvaluateAsync(
            LedgerScripts.Read,
            [.. dimensions.Select(keys.Counter)],
            [clock.Argument, .. dimensions.Select(dimension => (RedisValue)CounterKind.Of(dimension.Kind))],
            cancellationToken);
        var balances = (long[])result!;
        return [.. dimensions.Select((dimension, index) => new LimitBalance(dimension, balances[index * 2], balances[(index * 2) + 1]))];
    }

    private static RedisValue[] ArgumentsOf(Charge charge)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(charge.Amount, nameof(charge));
        return [CounterKind.Of(charge.Dimension.Kind), charge.Dimension.Limit, charge.Amount];
    }

    private static Reservation Read(ReservationRequest request, long[] answer)
    {
        var (reservedAt, refused) = (DateTimeOffset.FromUnixTimeMilliseconds(answer[0]), (int)answer[1]);
        if (refused < 0)
        {
            throw new ArgumentException($"'{request.Id}' is held already.", nameof(request));
        }

        TimeSpan? retryAfter = answer[3] < 0 ? null : TimeSpan.FromMilliseconds(answer[3]);
        var windows = request.Charges.Select(charge => charge.Dimension).Where(dimension => dimension.Kind is LimitKind.Requests or LimitKind.Tokens);
        LimitState[] limits =
        [
            .. windows.Zip(
                answer.Skip(4).Chunk(2),
                (dimension, now) => new LimitState(dimension.Name, dimension.Limit, Math.Max(0, now[0]), TimeSpan.FromMilliseconds(now[1]), Window)),
        ];
        return refused == 0
            ? new Reservation(new Lease(request.Id, request.Organization, reservedAt, request.Charges), null, limits)
            : new Reservation(null, new LimitRefusal(request.Charges[refused - 1].Dimension, answer[2], retryAfter), limits);
    }
}
