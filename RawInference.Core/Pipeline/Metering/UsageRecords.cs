using RawInference.Core.Limits;
using RawInference.Core.Models;
using RawInference.Core.Pipeline.Limits;
using RawInference.Core.Usage;
using RawInference.Usage;

namespace RawInference.Core.Pipeline.Metering;

/// <summary>What is written down of a journey.</summary>
internal static class UsageRecords
{
    /// <summary>Of one whose process ends in the middle of it: what it may have used.</summary>
    public static UsageRecord IfLost(InferenceContext context, TargetEstimate estimate, IReadOnlyList<Charge> charges, DateTimeOffset now) =>
        Of(context, now) with
        {
            Provider = estimate.Target.Account.Name,
            Model = estimate.Target.Model,
            NamedByCaller = IsNamedByCaller(context, estimate.Target),
            Outcome = UsageOutcome.Lost,
            Usage = estimate.Usage,
            UsageSource = UsageSource.Estimated,
            CostUsd = estimate.LikelyUsd,
            ChargedTokens = estimate.Usage.Total,
            ChargedNanoUsd = charges.Any(charge => charge.Dimension.IsBudget) ? estimate.WorstNanoUsd : NanoUsd.Of(estimate.LikelyUsd ?? 0),
        };

    /// <summary>Of one that has ended.</summary>
    /// <param name="context">The journey.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="streamed">Tokens of the deltas that the caller was given; null where there was none.</param>
    /// <param name="now">The end.</param>
    public static UsageRecord Of(InferenceContext context, AnswerOutcome outcome, long? streamed, DateTimeOffset now)
    {
        var error = outcome.Exception is { } exception ? context.ErrorOf(exception) : (InferenceErrorCode?)null;
        var abandoned = outcome.Abandoned || error == InferenceErrorCode.Canceled;
        var cached = outcome.Response?.Cached ?? (context.Lease is null && context.Facts.Cache == CacheState.Hit);
        var used = cached ? UsageSum.Nothing : UsageSum.Of(context, outcome, streamed);
        var model = outcome.Response?.Model ?? context.Target?.Model;
        var record = Of(context, now) with
        {
            Provider = outcome.Response?.Provider ?? context.Target?.Account.Name,
            Model = model,
            AskedModel = context.Target is { } asked && asked.Model != model ? asked.Model : null,
            NamedByCaller = outcome.Response is null && context.Target is { } target && IsNamedByCaller(context, target),
            Outcome = abandoned ? UsageOutcome.Abandoned : error is null ? UsageOutcome.Completed : UsageOutcome.Failed,
            Error = abandoned ? null : error,
            Cached = cached,
            Usage = used?.Usage,
            UsageSource = used?.Source,
            CostUsd = used?.CostUsd,
        };
        return Charge(record, used, context);
    }

    /// <summary>What is unknown of something that was used is charged as it was estimated: an unknown bill is no free one.</summary>
    private static UsageRecord Charge(UsageRecord record, UsageSum? used, InferenceContext context)
    {
        if (used is null)
        {
            return record;
        }

        TargetEstimate[] answered = [.. context.Estimates.Where(estimate => context.HasAnswered(estimate.Target))];
        return record with
        {
            ChargedTokens = used.Usage?.Total ?? (answered.Length > 0 ? answered.Max(estimate => estimate.Usage.Total) : 0),
            ChargedNanoUsd = used.CostUsd is { } cost ? NanoUsd.Of(cost) : answered.Length > 0 ? answered.Max(estimate => estimate.WorstNanoUsd) : 0,
        };
    }

    private static bool IsNamedByCaller(InferenceContext context, ModelTarget target) =>
        target.Card is null && context.Request.Model.Alias is null && !context.HasAnswered(target);

    private static UsageRecord Of(InferenceContext context, DateTimeOffset now) => new()
    {
        Id = context.InferenceId,
        At = now,
        Organization = context.Caller.Organization,
        Namespace = context.Caller.Namespace,
        KeyId = context.Caller.KeyId,
        Operation = context.Request.Operation,
        Alias = context.Request.Model.Alias,
        Outcome = UsageOutcome.Completed,
    };
}
