using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace RawInference.Core.Pipeline.Idempotency;

/// <summary>
/// The journey of a call with an idempotency key, which outlives its caller: whoever lost the connection asks again, and must find the
/// answer that was paid for. It is bounded by the call's deadline. Its caller reads it through a small channel, at the caller's pace.
/// </summary>
internal sealed partial class IdempotentJourney(JourneyClaim claim, InferenceContext call, int maxAnswerBytes, TimeProvider time, ILogger logger)
{
    private const int MaxUnread = 8;

    private readonly Channel<InferenceUpdate> _handed =
        Channel.CreateBounded<InferenceUpdate>(new BoundedChannelOptions(MaxUnread) { SingleReader = true, SingleWriter = true });

    private volatile bool _isLeft;

    /// <summary>Starts it; completes when its answer has begun, or throws how it failed.</summary>
    /// <param name="left">Until the call's deadline.</param>
    /// <param name="next">The stages that make the journey.</param>
    public async ValueTask<InferenceAnswer> BeginAsync(TimeSpan left, InferenceDelegate next)
    {
        var deadline = CallDeadline.Start(left, time, CancellationToken.None);
        var journey = call.Detach(deadline);
        call.IsResponseFinal = true;
        try
        {
            // It is the journey that keeps the deadline: it has freed the key by the time its caller hears of it.
            var answer = await InferenceAnswer.OpenAsync(ReadAsync(journey, deadline, next), call.Deadline!.Caller);
            answer.OnEnd(_ =>
            {
                call.Follow(journey);
                return ValueTask.CompletedTask;
            });
            return answer;
        }
        finally
        {
            call.Follow(journey);
        }
    }

    private async IAsyncEnumerable<InferenceUpdate> ReadAsync(
        InferenceContext journey,
        CallDeadline deadline,
        InferenceDelegate next,
        [EnumeratorCancellation] CancellationToken caller = default)
    {
        // Not awaited: how it ends is the channel's end.
        _ = RunAsync(journey, deadline, next);
        try
        {
            await foreach (var update in _handed.Reader.ReadAllAsync(caller))
            {
                yield return update;
            }
        }
        finally
        {
            _isLeft = true;
            _handed.Writer.TryComplete();
        }
    }

    private async Task RunAsync(InferenceContext journey, CallDeadline deadline, InferenceDelegate next)
    {
        using var kept = new KeptAnswer(claim, maxAnswerBytes, journey.Facts.RequestId, logger);
        Exception? failure = null;
        try
        {
            using (deadline)
            {
                await CarryOutAsync(journey, deadline, next, kept);
            }
        }
        catch (Exception exception)
        {
            failure = await EndAsync(kept, exception);
        }

        if (!_handed.Writer.TryComplete(failure))
        {
            LogLeft(failure, journey.Facts.RequestId, failure is null ? "completed" : "failed");
        }
    }

    /// <summary>Ends with a failure, which a further one on the way does not hide.</summary>
    private static async ValueTask<Exception> EndAsync(KeptAnswer kept, Exception failure)
    {
        try
        {
            await kept.FailAsync(failure);
            return failure;
        }
        catch (Exception further)
        {
            return new AggregateException(failure, further);
        }
    }

    private async ValueTask CarryOutAsync(InferenceContext journey, CallDeadline deadline, InferenceDelegate next, KeptAnswer kept)
    {
        await using (var answer = await deadline.GuardAsync(next(journey), journey.Facts))
        {
            answer.OnResponse(response => journey.Tell(response, time.GetElapsedTime(journey.StartTimestamp)));
            while (await deadline.GuardAsync(answer.NextAsync(), journey.Facts) is { } update)
            {
                if (update is InferenceResponse response)
                {
                    await HandOutAsync(await kept.CompleteAsync(response));
                    return;
                }

                kept.Add(update);
                if (_isLeft && kept.IsTooLarge)
                {
                    // Nobody will ever get it: what is left of it need not be paid for.
                    break;
                }

                await HandOutAsync(update);
            }
        }

        await kept.RefuseAsync();
    }

    /// <summary>Waits for the caller's pace; hands nothing to a caller who has left.</summary>
    private async ValueTask HandOutAsync(InferenceUpdate update)
    {
        while (await _handed.Writer.WaitToWriteAsync() && !_handed.Writer.TryWrite(update))
        {
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{RequestId}: its caller left, and the call {Outcome} without one")]
    private partial void LogLeft(Exception? failure, string requestId, string outcome);
}
