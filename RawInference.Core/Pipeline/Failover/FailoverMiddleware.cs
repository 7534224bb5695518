using Microsoft.Extensions.Options;
using RawInference.Core.Models;
using RawInference.Usage;

namespace RawInference.Core.Pipeline.Failover;

/// <summary>
/// Tries the targets in order until one's answer begins. After that nothing is tried again: an answer never comes from two places.
/// </summary>
internal sealed class FailoverMiddleware(IOptions<FailoverOptions> options, TimeProvider time) : IInferenceMiddleware
{
    public async ValueTask<InferenceAnswer> InvokeAsync(InferenceContext context, InferenceDelegate next)
    {
        var request = context.Request;
        InferenceException? failure = null;
        foreach (var target in context.Targets)
        {
            for (var attempt = 1; ; attempt++)
            {
                context.Target = target;
                context.Request = request.AdaptTo(target.Capabilities);
                try
                {
                    var answer = await AttemptAsync(context, next);
                    Explain(context, request, target);
                    answer.OnResponse(response => Complete(response, target));
                    return answer;
                }
                catch (InferenceException exception)
                {
                    failure = MoreTelling(failure, exception);
                    if (!FailoverPolicy.MayFallBack(exception))
                    {
                        throw;
                    }

                    if (attempt >= options.Value.AttemptsPerTarget || DelayBefore(attempt + 1, exception) is not { } delay)
                    {
                        break;
                    }

                    await Task.Delay(delay, time, context.CancellationToken);
                }
                finally
                {
                    context.Request = request;
                }
            }
        }

        throw failure!;
    }

    private async ValueTask<InferenceAnswer> AttemptAsync(InferenceContext context, InferenceDelegate next)
    {
        var target = context.Target!;
        var started = time.GetTimestamp();
        using var span = AttemptActivity.Start(context);
        int? status = 200;
        InferenceErrorCode? error = null;
        try
        {
            return await next(context);
        }
        catch (InferenceException exception)
        {
            (status, error) = (exception.ProviderStatus, exception.Code);
            AttemptActivity.Fail(span, exception);
            throw;
        }
        catch (OperationCanceledException)
        {
            (status, error) = (null, InferenceErrorCode.Canceled);
            throw;
        }
        finally
        {
            var duration = time.GetElapsedTime(started);
            context.Waited += duration;
            context.Facts.Add(new InferenceAttempt(target.Account.Name, target.Model, status, duration, error, context.Part));
        }
    }

    /// <summary>The wait before another try of the same target; null when it is not worth one.</summary>
    private TimeSpan? DelayBefore(int attempt, InferenceException exception)
    {
        if (!FailoverPolicy.MayRetry(exception) || exception.RetryAfter > options.Value.MaxDelay)
        {
            return null;
        }

        // Full jitter: clients that failed together must not come back together.
        var ceiling = options.Value.BaseDelay * Math.Pow(2, attempt - 2);
#pragma warning disable CA5394 // Spreading load needs no secrecy.
        var jitter = ceiling * Random.Shared.NextDouble();
#pragma warning restore CA5394
        return exception.RetryAfter is { } asked ? asked + jitter : jitter;
    }

    /// <summary>That nothing could be reached tells less than what another target said.</summary>
    private static InferenceException MoreTelling(InferenceException? earlier, InferenceException later) =>
        later.Code == InferenceErrorCode.ProviderUnreachable && earlier is not null ? earlier : later;

    /// <summary>Warns of what the target that answers was not asked, and of what it is.</summary>
    private static void Explain(InferenceContext context, InferenceRequest asked, ModelTarget target)
    {
        foreach (var problem in asked.Check(target.Capabilities))
        {
            context.Facts.Add(new InferenceWarning(WarningCodes.ParameterDropped, problem.Path, $"{problem.Message} It was left out."));
        }

        if (target.Account.Emulated)
        {
            context.Facts.Add(new InferenceWarning(
                WarningCodes.EmulatedProvider,
                null,
                $"'{target.Account.Name}' is emulated: this answer was made up on this machine. Configure a key for it to get real ones."));
        }
    }

    private static InferenceResponse Complete(InferenceResponse response, ModelTarget target) => response with
    {
        Provider = target.Account.Name,
        Model = response.Model.Length > 0 ? response.Model : target.Model,
        UsageSource = response.Usage is null ? null : UsageSource.Reported,
        CostUsd = target.Card?.Price?.CostOf(response.Usage),
    };
}
