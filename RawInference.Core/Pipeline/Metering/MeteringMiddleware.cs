using Microsoft.Extensions.Logging;
using RawInference.Core.Pipeline.Telemetry;
using RawInference.Core.Usage;

namespace RawInference.Core.Pipeline.Metering;

/// <summary>Writes one usage record per journey, and settles what it holds of its limits, when the answer ends.</summary>
internal sealed partial class MeteringMiddleware(ILedger ledger, TimeProvider time, ILogger<MeteringMiddleware> logger) : IInferenceMiddleware
{
    public async ValueTask<InferenceAnswer> InvokeAsync(InferenceContext context, InferenceDelegate next)
    {
        InferenceAnswer answer;
        try
        {
            answer = await next(context);
        }
        catch (Exception exception)
        {
            await SettleAsync(context, new AnswerOutcome(null, exception), streamed: null);
            throw;
        }

        long? streamed = null;
        answer.OnDelta(delta => streamed = (streamed ?? 0) + delta.EstimateTokens());
        answer.OnResponse(response => response with { Id = context.InferenceId });
        answer.OnEnd(outcome => SettleAsync(context, outcome, streamed));
        return answer;
    }

    /// <summary>Not cancelled with the call: what was used has to be written down.</summary>
    private async ValueTask SettleAsync(InferenceContext context, AnswerOutcome outcome, long? streamed)
    {
        if (IsRefusal(context, outcome))
        {
            return;
        }

        var record = UsageRecords.Of(context, outcome, streamed, time.GetUtcNow());
        if (record is { Outcome: UsageOutcome.Completed, CostUsd: null })
        {
            InferenceMetrics.CountUnpriced(context);
        }

        try
        {
            await ledger.SettleAsync(new Settlement(record, context.Lease, SettledCharges.Of(context, record)), CancellationToken.None);
        }
        catch (Exception exception) when (outcome.Response is null)
        {
            // The caller hears why the call itself failed; a completed one whose record is lost fails for that.
            LogUnsettled(exception, context.Facts.RequestId, record.Id);
        }
    }

    /// <summary>Nothing was admitted and nothing answered: that is no journey. A metric counts what limits refuse.</summary>
    private static bool IsRefusal(InferenceContext context, AnswerOutcome outcome) =>
        context.Lease is null && outcome.Response is null && context.Facts.Cache != CacheState.Hit;

    [LoggerMessage(1, LogLevel.Error, "{RequestId}: the usage record {Id} of a call that did not complete could not be written")]
    private partial void LogUnsettled(Exception exception, string requestId, string id);
}
