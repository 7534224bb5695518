namespace RawInference.Core.Pipeline.Metering;

/// <summary>Writes one usage record per journey, settled when the answer ends.</summary>
internal sealed class MeteringMiddleware(ILedger ledger, TimeProvider time) : IInferenceMiddleware
{
    public async ValueTask<InferenceAnswer> InvokeAsync(InferenceContext context, InferenceDelegate next)
    {
        var id = $"inf_{Guid.CreateVersion7():N}";
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
    private ValueTask SettleAsync(string id, InferenceContext context, AnswerOutcome outcome) =>
        ledger.SettleAsync(RecordOf(id, context, outcome), CancellationToken.None);

    private UsageRecord RecordOf(string id, InferenceContext context, AnswerOutcome outcome) => new()
    {
        Id = id,
        At = time.GetUtcNow(),
        Organization = context.Caller.Organization,
        Namespace = context.Caller.Namespace,
        KeyId = context.Caller.KeyId,
        Operation = context.Request.Operation,
        Provider = outcome.Response?.Provider ?? context.Target?.Account.Name,
        Model = outcome.Response?.Model ?? context.Target?.Model,
        Outcome = OutcomeOf(outcome),
        Error = (outcome.Exception as InferenceException)?.Code,
        Usage = outcome.Response?.Usage,
        UsageSource = outcome.Response?.UsageSource,
        CostUsd = outcome.Response?.CostUsd,
    };

    private static UsageOutcome OutcomeOf(AnswerOutcome outcome) => outcome switch
    {
        { Response: not null } => UsageOutcome.Completed,
        { Abandoned: true } or { Exception: OperationCanceledException } => UsageOutcome.Abandoned,
        _ => UsageOutcome.Failed,
    };
}
