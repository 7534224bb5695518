using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using RawInference.Core.Models;
using RawInference.Core.Pipeline.Failover;
using RawInference.Core.Pipeline.Metering;

namespace RawInference.Core.Pipeline.FanOut;

/// <summary>
/// Asks a call of many parts part by part, some side by side, and merges the answers in order.
/// The first part that fails for good fails the call and cancels the rest.
/// </summary>
internal sealed class FanOutMiddleware(IOptions<FanOutOptions> options, TimeProvider time) : IInferenceMiddleware
{
    private const int MaxBufferedDeltas = 64;

    public async ValueTask<InferenceAnswer> InvokeAsync(InferenceContext context, InferenceDelegate next)
    {
        var request = context.Request;
        if (!context.Targets.Any(target => request.Split(target.Capabilities).Count > 1))
        {
            return await next(context);
        }

        var started = time.GetTimestamp();
        var answer = request.PartsShareModel
            ? InferenceAnswer.Of(await AskOneModelAsync(context, next))
            : await InferenceAnswer.OpenAsync(AskAsync(context, request.Split(context.Targets[0].Capabilities), next), context.CancellationToken);
        context.Waited += time.GetElapsedTime(started);
        return answer;
    }

    /// <summary>All parts from the first target that can answer them all: parts of two models would not fit together.</summary>
    private async ValueTask<InferenceResponse> AskOneModelAsync(InferenceContext context, InferenceDelegate next)
    {
        InferenceException? failure = null;
        foreach (var target in context.Targets)
        {
            try
            {
                var parts = context.Request.Split(target.Capabilities);
                return await InferenceAnswer.DrainAsync(AskAsync(context, parts, next, target), context.CancellationToken);
            }
            catch (InferenceException exception) when (FailoverPolicy.MayFallBack(exception))
            {
                // The attempts of the parts stand in the facts; the next target starts from the first part.
                failure = FailoverPolicy.MoreTelling(failure, exception);
            }
        }

        throw failure!;
    }

    private async IAsyncEnumerable<InferenceUpdate> AskAsync(
        InferenceContext context,
        IReadOnlyList<InferenceRequest> parts,
        InferenceDelegate next,
        ModelTarget? onlyTarget = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, cancellationToken);
        var responses = new InferenceResponse[parts.Count];
        var merged = false;
        var deltas = Channel.CreateBounded<InferenceUpdate>(new BoundedChannelOptions(MaxBufferedDeltas) { SingleReader = true });
        var asking = AskAllAsync();

        try
        {
            await foreach (var delta in deltas.Reader.ReadAllAsync(CancellationToken.None))
            {
                yield return delta;
            }

            await asking;
            merged = true;
            yield return Merge(context.Request, responses);
        }
        finally
        {
            await cancellation.CancelAsync();
            await asking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!merged)
            {
                context.Spend(UsageSum.Of(responses.Where(response => response is not null)));
            }
        }

        async Task AskAllAsync()
        {
            try
            {
                var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Value.MaxParallel, CancellationToken = cancellation.Token };
                await Parallel.ForAsync(0, parts.Count, parallel, AskPartAsync);
            }
            finally
            {
                deltas.Writer.Complete();
            }
        }

        async ValueTask AskPartAsync(int index, CancellationToken partCancellation)
        {
            var fork = context.Fork(parts[index], parts.Count > 1 ? index : null, partCancellation);
            if (onlyTarget is not null)
            {
                fork.Targets = [onlyTarget];
            }

            try
            {
                await using var answer = await next(fork);
                while (await answer.NextAsync() is { } update)
                {
                    if (update is InferenceResponse response)
                    {
                        responses[index] = response;
                    }
                    else
                    {
                        await deltas.Writer.WriteAsync(context.Request.MergeDelta(index, update), partCancellation);
                    }
                }
            }
            finally
            {
                // A call that ends early must still tell whom it asked: the part that ended it, not those that this cancelled.
                context.Target = partCancellation.IsCancellationRequested ? context.Target ?? fork.Target : fork.Target;
            }
        }
    }

    private static InferenceResponse Merge(InferenceRequest request, InferenceResponse[] responses)
    {
        var sum = UsageSum.Of(responses)!;
        return request.Merge(responses) with
        {
            Usage = sum.Usage,
            UsageSource = sum.Source,
            CostUsd = sum.CostUsd,
            ProviderResponseId = responses.Length == 1 ? responses[0].ProviderResponseId : null,
            Raw = [.. responses.SelectMany(response => response.Raw)],
        };
    }
}
