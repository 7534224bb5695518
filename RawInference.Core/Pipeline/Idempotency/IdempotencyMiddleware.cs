using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RawInference.Core.Pipeline.Answers;

namespace RawInference.Core.Pipeline.Idempotency;

/// <summary>Carries out each idempotency key once: a repeated call gets the answer of the first, or hears why it does not.</summary>
internal sealed class IdempotencyMiddleware(
    IOptions<IdempotencyOptions> options,
    TimeProvider time,
    ILogger<IdempotentJourney> logger,
    IIdempotencyStore? store = null) : IInferenceMiddleware
{
    /// <summary>A claim outlives its journey by this, so that nobody takes the key while its answer is written down.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan InFlightWait = TimeSpan.FromSeconds(1);

    public ValueTask<InferenceAnswer> InvokeAsync(InferenceContext context, InferenceDelegate next) =>
        context.Request.Call.IdempotencyKey is { } key ? OnceAsync(context, key, next) : next(context);

    private async ValueTask<InferenceAnswer> OnceAsync(InferenceContext context, string key, InferenceDelegate next)
    {
        if (store is null)
        {
            throw InferenceException.Invalid("Idempotency-Key", "cannot be kept here: this gateway has no store for it, and a repeated call would be carried out again.");
        }

        var caller = context.Caller;
        var claim = new JourneyClaim(
            store,
            new IdempotencyScope(caller.Organization, caller.Namespace, caller.KeyId, key),
            context.InferenceId,
            options.Value.TimeToLive);
        var left = context.Deadline!.Left;
        var claimed = await claim.TakeAsync(RequestFingerprint.OfCall(context.Request), left + Grace);
        if (claimed.State == IdempotencyState.Claimed && context.CancellationToken.IsCancellationRequested)
        {
            // Nothing was asked yet.
            await claim.ReleaseAsync();
            context.CancellationToken.ThrowIfCancellationRequested();
        }

        return claimed.State switch
        {
            IdempotencyState.Claimed => await new IdempotentJourney(claim, context, options.Value.MaxAnswerBytes, time, logger).BeginAsync(left, next),
            IdempotencyState.Completed => await ReplayAsync(context, claimed.Answer),
            IdempotencyState.InFlight => throw new InferenceException(
                InferenceErrorCode.IdempotencyInFlight,
                "A call with this idempotency key is being carried out; once it has ended, its answer is repeated.")
            { RetryAfter = InFlightWait },
            _ => throw new InferenceException(
                InferenceErrorCode.IdempotencyMismatch,
                "This idempotency key was used with another request; a new request needs a new key."),
        };
    }

    private static async ValueTask<InferenceAnswer> ReplayAsync(InferenceContext context, ReadOnlyMemory<byte>? bytes)
    {
        var stored = bytes is { } kept ? AnswerCodec.Read(kept) : null;
        if (stored is null)
        {
            throw new InferenceException(
                InferenceErrorCode.Internal,
                "The answer that is kept for this idempotency key cannot be read by this version of the gateway. The call was carried out; with a new key it is carried out again.");
        }

        foreach (var attempt in stored.Error?.Facts.Attempts ?? [])
        {
            context.Facts.Add(attempt);
        }

        context.IsResponseFinal = true;
        context.Facts.Replayed = stored.Updates.Count > 0;
        return await InferenceAnswer.OpenAsync(Updates(stored), context.CancellationToken);
    }

    private static async IAsyncEnumerable<InferenceUpdate> Updates(StoredAnswer stored)
    {
        await ValueTask.CompletedTask;
        foreach (var update in stored.Updates)
        {
            yield return update;
        }

        if (stored.Error is { } error)
        {
            throw error;
        }
    }
}
