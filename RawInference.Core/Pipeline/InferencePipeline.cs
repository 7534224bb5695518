using System.Runtime.CompilerServices;
using RawInference.Core.Identity;
using RawInference.Core.Pipeline.Authorization;
using RawInference.Core.Pipeline.Caching;
using RawInference.Core.Pipeline.Failover;
using RawInference.Core.Pipeline.FanOut;
using RawInference.Core.Pipeline.Idempotency;
using RawInference.Core.Pipeline.Limits;
using RawInference.Core.Pipeline.Media;
using RawInference.Core.Pipeline.Metering;
using RawInference.Core.Pipeline.Routing;
using RawInference.Core.Pipeline.Telemetry;
using RawInference.Core.Pipeline.Validation;

namespace RawInference.Core.Pipeline;

/// <summary>The ordered list of stages, as the in-process <see cref="IInferenceClient"/> of one caller.</summary>
internal sealed class InferencePipeline(InferenceChain chain, ICallerAccessor callers, TimeProvider time) : IInferenceClient
{
    /// <summary>Outermost first. Adding a stage is one line here.</summary>
    public static IReadOnlyList<Type> Stages { get; } =
    [
        typeof(TelemetryMiddleware),     // sees everything, refusals included
        typeof(RoutingMiddleware),       // what is asked of which targets; all after it works on a typed request
        typeof(ValidationMiddleware),    // before anything is spent: what no target can take
        typeof(AuthorizationMiddleware), // narrows the targets to those that the key may use
        typeof(IdempotencyMiddleware),   // one journey per key: a repeated call spends nothing
        typeof(MeteringMiddleware),      // one usage record for all that follows, whatever happens
        typeof(CachingMiddleware),       // a hit is recorded, and neither limited nor fetched for
        typeof(LimitsMiddleware),        // reserves what the call may use, or refuses it before anything is fetched or asked
        typeof(MediaMiddleware),         // fetches only for calls that are admitted
        typeof(FanOutMiddleware),        // each part fails over on its own
        typeof(FailoverMiddleware),      // each attempt is one target; the only retries there are
    ];

    public async IAsyncEnumerable<InferenceUpdate> StreamAsync(
        InferenceRequest request,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);

        var facts = new CallFacts { RequestId = request.Call.RequestId ?? $"req_{Guid.CreateVersion7():N}" };
        using var deadline = CallDeadline.Start(request.Call.Timeout ?? chain.TotalTimeout, time, cancellationToken);
        var context = new InferenceContext(request, callers.Caller, facts, time.GetTimestamp(), deadline.Token)
        {
            Deadline = deadline,
        };

        await using var answer = await deadline.GuardAsync(chain.Run(context), facts);
        while (await deadline.GuardAsync(answer.NextAsync(), facts) is { } update)
        {
            update.Facts = facts;
            yield return update;
        }
    }
}
