using Microsoft.Extensions.Options;
using RawInference.Core.Models;
using RawInference.Usage;

namespace RawInference.Core.Pipeline.Failover;

/// <summary>
/// Tries the targets in order until one's answer begins. After that nothing is tried again: an answer never comes from two places.
/// </summary>
internal sealed class FailoverMiddleware(IOptions<FailoverOptions> options, TimeProvider time, IEnumerable<IAttemptObserver> observers)
    : IInferenceMiddleware
{
    private readonly IAttemptObserver[] _observers = [.. observers];

    public async ValueTask<InferenceAnswer> InvokeAsync(InferenceContext context, InferenceDelegate next)
    {
        var request = context.Request;
        InferenceException? failure = null;
        foreach (var target in context.Targets)
        {
            for (var attempt = 1; ; attempt++)
            {
                context.CancellationToken.ThrowIfCancellationRequested();
                context.Target = target;
                context.Request = request.AdaptTo(target.Capabilities);
                context.HoldWarnings();
                try
                {
                    var answer = await AttemptAsync(context, next);
                    context.ReleaseWarnings();
                    Explain(context, request, target);
                    answer.OnResponse(response => Complete(response, target));
                    answer.OnEnd(outcome => HearEnd(context, target, outcome));
                    return answer;
                }
                catch (InferenceException exception)
                {
                    failure = FailoverPolicy.MoreTelling(failure, exception);
                    if (!FailoverPolicy.MayFallBack(exception))
                    {
                        throw;
                    }

                    if (attempt >= options.Value.AttemptsPerTarget || DelayBefore(attempt + 1, exception) is not { } delay)
                    {
                        break;
                    }

                    await Task.Delay(delay, time, context.CancellationToken);
                    context.Waited += delay;
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
        try
        {
            var answer = await next(context);
            Record(status: 200, error: null);
            return answer;
        }
        catch (OperationCanceledException exception) when (!context.CancellationToken.IsCancellationRequested)
        {
            // Nobody asked for it: a service of its own time limit gave up.
            Fail(InferenceErrorCode.ProviderTimeout, status: null);
            throw new InferenceException(InferenceErrorCode.ProviderTimeout, $"{target} did not answer in time.", exception);
        }
        catch (Exception exception)
        {
            Fail(context.ErrorOf(exception), (exception as InferenceException)?.ProviderStatus);
            throw;
        }

        void Fail(InferenceErrorCode error, int? status)
        {
            AttemptActivity.Fail(span, error, status);
            Record(status, error);
        }

        void Record(int? status, InferenceErrorCode? error)
        {
            var duration = time.GetElapsedTime(started);
            context.Waited += duration;
            context.Facts.Add(new InferenceAttempt(target.Account.Name, target.Model, status, duration, error, context.Part));
            Tell(target, error);
        }
    }

    /// <summary>An answer that breaks off is no attempt any more, but says as much of the provider.</summary>
    private ValueTask HearEnd(InferenceContext context, ModelTarget target, AnswerOutcome outcome)
    {
        if (outcome.Exception is { } exception)
        {
            Tell(target, context.ErrorOf(exception));
        }

        return ValueTask.CompletedTask;
    }

    private void Tell(ModelTarget target, InferenceErrorCode? error)
    {
        foreach (var observer in _observers)
        {
            observer.Observe(target, error);
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
        CostUsd = target.Price?.CostOf(response.Usage),
    };
}
