using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace RawInference.Core.Pipeline.Telemetry;

/// <summary>The request's span, its metrics, its one log event, and what the response tells of the journey.</summary>
internal sealed partial class TelemetryMiddleware(TimeProvider time, ILogger<TelemetryMiddleware> logger) : IInferenceMiddleware
{
    public async ValueTask<InferenceAnswer> InvokeAsync(InferenceContext context, InferenceDelegate next)
    {
        var activity = InferenceActivity.Start();
        context.Activity = activity;
        InferenceAnswer answer;
        try
        {
            answer = await next(context);
        }
        catch (Exception exception)
        {
            End(context, activity, new AnswerOutcome(null, exception));
            throw;
        }

        // The gateway's own share is known once the answer begins: what follows is the provider's pace.
        var overhead = time.GetElapsedTime(context.StartTimestamp) - context.Waited;
        context.Facts.Overhead = overhead > TimeSpan.Zero ? overhead : TimeSpan.Zero;
        answer.OnResponse(response => context.IsResponseFinal ? response : context.Tell(response, time.GetElapsedTime(context.StartTimestamp)));
        answer.OnEnd(outcome =>
        {
            End(context, activity, outcome);
            return ValueTask.CompletedTask;
        });

        return answer;
    }

    private void End(InferenceContext context, Activity? activity, AnswerOutcome outcome)
    {
        var elapsed = time.GetElapsedTime(context.StartTimestamp);
        InferenceErrorCode? error = outcome switch
        {
            { Exception: { } exception } => context.ErrorOf(exception),
            { Abandoned: true } => InferenceErrorCode.Canceled,
            _ => null,
        };
        var errorType = error is { } code ? InferenceErrors.NameOf(code) : null;

        InferenceActivity.Describe(activity, context);
        if (outcome.Response is { } response)
        {
            InferenceActivity.Complete(activity, response, context.Facts.Replayed);
        }

        if (errorType is not null)
        {
            InferenceActivity.Fail(activity, errorType);
        }

        InferenceMetrics.Record(context, elapsed, outcome.Response, errorType);
        Log(context, elapsed, outcome, errorType);
        activity?.Dispose();
    }

    private void Log(InferenceContext context, TimeSpan elapsed, AnswerOutcome outcome, string? errorType)
    {
        var target = outcome.Response is { } response
            ? $"{response.Provider}/{response.Model}"
            : context.Target?.ToString();
        LogEnd(
            context.Facts.RequestId,
            context.Request.TelemetryName,
            target,
            errorType ?? "ok",
            elapsed.TotalMilliseconds,
            outcome.Response?.Usage is { IsWithoutTokens: false } usage && !context.Facts.Replayed ? usage.Total : null,
            context.Facts.Attempts.Count);
    }

    [LoggerMessage(1, LogLevel.Information, "{RequestId} {Operation} {Target}: {Outcome} in {ElapsedMs:0.0} ms, {Tokens} tokens, {Attempts} attempts")]
    private partial void LogEnd(string requestId, string operation, string? target, string outcome, double elapsedMs, long? tokens, int attempts);
}
