using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using RawInference.Core.Limits;
using RawInference.Core.Pipeline.Limits;
using RawInference.Core.Pipeline.Metering;
using RawInference.State.Local;

namespace RawInference.State.Degraded;

/// <summary>
/// A shared ledger that may go away: then this process grants its own part of the limits, no budgets, and what is settled waits
/// on its disk. Nothing is asked of a provider unless its record has a place.
/// </summary>
internal sealed class ResilientLedger(
    ILedger store,
    LocalLimiter limiter,
    SqliteSpool spool,
    IOptions<StateOptions> options,
    TimeProvider time)
    : ILedger
{
    private readonly LocalShare _share = new(options.Value.Degraded);
    private readonly ConcurrentDictionary<string, bool> _alone = new(StringComparer.Ordinal);

    public async ValueTask<Reservation> ReserveAsync(ReservationRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await store.ReserveAsync(request, cancellationToken);
        }
        catch (InferenceException exception) when (exception.Code == InferenceErrorCode.Unavailable)
        {
            if (_share.Closed(request.Charges) is { } budget)
            {
                throw Unchecked(budget, exception);
            }

            return await ReserveAloneAsync(request, cancellationToken);
        }
    }

    public async ValueTask SettleAsync(Settlement settlement, CancellationToken cancellationToken)
    {
        if (_alone.TryRemove(settlement.Record.Id, out _))
        {
            limiter.Settle(settlement.Record.Id, settlement.Record.Organization, _share.Of(settlement.Charges));
            await spool.KeepAsync(settlement, cancellationToken);
            return;
        }

        try
        {
            await store.SettleAsync(settlement, cancellationToken);
        }
        catch (InferenceException exception) when (exception.Code == InferenceErrorCode.Unavailable)
        {
            await spool.KeepAsync(settlement, cancellationToken);
        }
    }

    public ValueTask<IReadOnlyList<LimitBalance>> ReadAsync(
        string organization,
        IReadOnlyList<LimitDimension> dimensions,
        CancellationToken cancellationToken) => store.ReadAsync(organization, dimensions, cancellationToken);

    private async ValueTask<Reservation> ReserveAloneAsync(ReservationRequest request, CancellationToken cancellationToken)
    {
        var reservation = limiter.Reserve(request.Id, request.Organization, _share.Of(request.Charges), request.HeldFor);
        if (reservation.Lease is not { } held)
        {
            return reservation;
        }

        var lease = held with { Charges = request.Charges };
        try
        {
            await spool.PromiseAsync(new Settlement(request.IfLost, lease, request.Charges), time.GetUtcNow() + request.HeldFor, cancellationToken);
        }
        catch
        {
            limiter.Release(held);
            throw;
        }

        _alone[request.Id] = true;
        return reservation with { Lease = lease };
    }

    private static InferenceException Unchecked(LimitDimension budget, Exception exception) => new(
        InferenceErrorCode.Unavailable,
        $"The limit '{budget.Name}' cannot be checked while the gateway's store is away; calls under a budget wait until it is back.",
        exception)
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };
}
