using Microsoft.Extensions.Options;
using RawInference.Core.Limits;
using RawInference.Core.Pipeline.Failover;
using RawInference.Core.Pipeline.Metering;
using RawInference.Core.Pipeline.Telemetry;

namespace RawInference.Core.Pipeline.Limits;

/// <summary>
/// Reserves what the call may use of every limit of its organization, namespace and key, all of it or nothing; or refuses it.
/// Limits of single models leave out the targets that have no room, as long as others have.
/// </summary>
internal sealed class LimitsMiddleware(ILedger ledger, IOptions<LimitsOptions> options, IOptions<FailoverOptions> failover, TimeProvider time)
    : IInferenceMiddleware
{
    /// <summary>A call's end may be recorded a little after its deadline.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    public async ValueTask<InferenceAnswer> InvokeAsync(InferenceContext context, InferenceDelegate next)
    {
        IReadOnlyList<TargetEstimate> estimates =
            [.. context.Targets.Select(target => TargetEstimate.Of(context.Request, target, options.Value.AssumedCompletionTokens))];
        estimates = new CostCeiling(options.Value).Apply(context, estimates);
        await ReserveAsync(context, estimates);

        // A caller who has left meanwhile holds a lease all the same: settling it frees what it holds.
        context.CancellationToken.ThrowIfCancellationRequested();
        return await next(context);
    }

    private async ValueTask ReserveAsync(InferenceContext context, IReadOnlyList<TargetEstimate> estimates)
    {
        var plan = new ChargePlan(context.Caller, context.Request, options.Value.UnknownPrice, estimates);
        if (plan.Refusal is { } impossible)
        {
            Count(plan.RefusedBy!);
            throw impossible;
        }

        InferenceException? refusal = null;
        while (true)
        {
            var reservation = await AskAsync(context, plan);
            context.Facts.Limits = reservation.Limits;
            if (reservation.Lease is { } lease)
            {
                context.Lease = lease;
                context.Estimates = plan.Estimates;
                context.Targets = [.. plan.Estimates.Select(estimate => estimate.Target)];
                return;
            }

            var limit = reservation.Refusal!.Dimension;
            var refused = LimitErrors.Refused(reservation.Refusal, plan.AmountOf(limit), time.GetUtcNow());

            // Of several targets without room, the one that has it first.
            refusal = refusal is null || refused.RetryAfter < refusal.RetryAfter ? refused : refusal;
            if (plan.Without(limit) is not { Estimates.Count: > 0 } rest || rest.Estimates.Count == plan.Estimates.Count)
            {
                Count(limit);
                throw refusal;
            }

            plan = rest;
        }
    }

    /// <summary>Not cancelled with the call: what the ledger has reserved has to be known, or nobody would free it.</summary>
    private ValueTask<Reservation> AskAsync(InferenceContext context, ChargePlan plan)
    {
        var request = new ReservationRequest(
            context.InferenceId,
            context.Caller.Organization,
            plan.Charges,
            TimeLeft(context) + Grace,
            UsageRecords.IfLost(context, plan.Estimates[0], plan.Charges, time.GetUtcNow()));
        return ledger.ReserveAsync(request, CancellationToken.None);
    }

    private TimeSpan TimeLeft(InferenceContext context) => context.Deadline?.Left ?? failover.Value.TotalTimeout;

    private static void Count(LimitDimension limit) => InferenceMetrics.Refuse(limit.ScopeName, limit.KindName);
}
