using Microsoft.Extensions.Logging;
using RawInference.Core.Usage;

namespace RawInference.Core.Pipeline.Metering;

/// <summary>Writes one usage record per journey, settled when the answer ends.</summary>
internal sealed partial class MeteringMiddleware(ILedger ledger, TimeProvider time, ILogger<MeteringMiddleware> logger) : IInferenceMiddleware
{
    public async ValueTask<InferenceAnswer> InvokeAsync(InferenceContext context, InferenceDelegate next)
    {
        var id = context.InferenceId;
        InferenceAnswer answer;
        try
        {
            answer = await next(context);
        }
        catch (Exception exception)
        {
            await SettleAsync(id, context, new AnswerOutcome(null, exception));
            throw;
        }

        answer.OnResponse(response => response with { Id = id });
        answer.OnEnd(outcome => SettleAsync(id, context, outcome));
        return answer;
    }

    /// <summary>Not cancelled with the call: what was used has to be written down.</summary>
    private async ValueTask SettleAsync(string id, InferenceContext context, AnswerOutcome outcome)
    {
        try
        {
            await ledger.SettleAsync(new Settlement(RecordOf(id, context, outcome), context.Lease, []), CancellationToken.None);
        }
        catch (Exception exception) when (outcome.Response is null)
        {
            // The caller hears why the call itself failed; a completed one whose record is lost fails for that.
            LogUnsettled(exception, context.Facts.RequestId, id);
        }
    }

    private UsageRecord RecordOf(string id, InferenceContext context, AnswerOutcome outcome)
    {
        var error = outcome.Exception is { } exception ? context.ErrorOf(exception) : (InferenceErrorCode?)null;
        var abandoned = outcome.Abandoned || error == InferenceErrorCode.Canceled;
        var used = outcome.Response is { } response ? UsageSum.Of(response) : null;
        used = used is null ? context.Spent : context.Spent is null ? used : used + context.Spent;
        return new UsageRecord
        {
            Id = id,
            At = time.GetUtcNow(),
            Organization = context.Caller.Organization,
            Namespace = context.Caller.Namespace,
            KeyId = context.Caller.KeyId,
            Operation = context.Request.Operation,
            Provider = outcome.Response?.Provider ?? context.Target?.Account.Name,
            Model = outcome.Response?.Model ?? context.Target?.Model,
            Outcome = abandoned ? UsageOutcome.Abandoned : error is null ? UsageOutcome.Completed : UsageOutcome.Failed,
            Error = abandoned ? null : error,
            Usage = used?.Usage,
            UsageSource = used?.Source,
            CostUsd = used?.CostUsd,
        };
    }

    [LoggerMessage(1, LogLevel.Error, "{RequestId}: the usage record {Id} of a call that did not complete could not be written")]
    private partial void LogUnsettled(Exception exception, string requestId, string id);
}
