using Microsoft.Extensions.Options;
using RawInference.Core.Pipeline.Answers;

namespace RawInference.Core.Pipeline.Caching;

/// <summary>
/// Answers a call from an earlier one that was exactly like it, where caller, alias or gateway want that; of several at the same time
/// one asks, and the others wait for its whole answer.
/// </summary>
internal sealed class CachingMiddleware(AnswerCache answers, IOptions<CachingOptions> options, TimeProvider time) : IInferenceMiddleware
{
    /// <summary>A call that has waited for this many others that failed asks for itself: in an outage, waiting one by one would take forever.</summary>
    private const int MaxFailures = 2;

    private readonly SingleFlight _flights = new(options.Value.MaxFollowers);

    public ValueTask<InferenceAnswer> InvokeAsync(InferenceContext context, InferenceDelegate next)
    {
        var choice = CacheChoice.Of(context.Request.Call.Cache, context.AliasCache, options.Value);
        if (!CachePolicy.Admits(context, choice))
        {
            return next(context);
        }

        var target = context.Targets[0];
        var call = new CachedCall(context, target, CacheKey.Of(context, target), choice);
        if (choice.Looks)
        {
            return FindOrAskAsync(call, next);
        }

        context.Facts.Cache = choice.Mode == CacheMode.Refresh ? CacheState.Refresh : CacheState.Miss;
        return AskAsync(call, next, flight: null);
    }

    private async ValueTask<InferenceAnswer> FindOrAskAsync(CachedCall call, InferenceDelegate next)
    {
        var failures = 0;
        while (true)
        {
            var ended = _flights.Ended;
            if (await answers.FindAsync(call) is { } found)
            {
                return await AnswerReplay.OpenAsync(call.Context, found);
            }

            if (failures >= MaxFailures || !_flights.TryJoin(call.FlightKey, out var flight, out var leads))
            {
                return await AskAsync(call, next, flight: null);
            }

            if (leads)
            {
                // Between this call's look-up and now another may have stored what it looks for.
                return _flights.Ended != ended && await FindLateAsync(call, flight) is { } late
                    ? await AnswerReplay.OpenAsync(call.Context, late)
                    : await AskAsync(call, next, flight);
            }

            var end = await FollowAsync(call.Context, flight);
            if (end.Outcome == FlightOutcome.Answered && AnswerCodec.Read(end.Answer) is { } shared)
            {
                return await AnswerReplay.OpenAsync(call.Context, shared);
            }

            failures += end.Outcome switch { FlightOutcome.Failed => 1, FlightOutcome.Left => 0, _ => MaxFailures };
        }
    }

    private async ValueTask<InferenceAnswer> AskAsync(CachedCall call, InferenceDelegate next, Flight? flight)
    {
        InferenceAnswer answer;
        try
        {
            answer = await next(call.Context);
        }
        catch (Exception exception)
        {
            flight?.Land(new FlightEnd(call.OutcomeOf(exception)));
            throw;
        }

        if (flight is not null || call.Choice.Stores)
        {
            var keeper = new AnswerKeeper(call, options.Value.MaxAnswerBytes);
            answer.OnDelta(keeper.Take);
            answer.OnResponse(keeper.TakeWhole);
            answer.OnEnd(outcome => EndAsync(call, keeper, flight, outcome));
        }

        return answer;
    }

    private async ValueTask EndAsync(CachedCall call, AnswerKeeper keeper, Flight? flight, AnswerOutcome outcome)
    {
        using var kept = keeper;
        var end = outcome switch
        {
            { Abandoned: true } => new FlightEnd(FlightOutcome.Left),
            { Exception: { } exception } => new FlightEnd(call.OutcomeOf(exception)),
            _ when keeper.Bytes is { } bytes => new FlightEnd(FlightOutcome.Answered, bytes),
            _ => new FlightEnd(FlightOutcome.Unshared),
        };
        try
        {
            if (end.Outcome == FlightOutcome.Answered && call.Choice.Stores)
            {
                await answers.StoreAsync(call, end.Answer);
            }
        }
        finally
        {
            // Only now: whoever comes after the flight finds what it stored.
            flight?.Land(end);
        }
    }

    private async ValueTask<StoredAnswer?> FindLateAsync(CachedCall call, Flight flight)
    {
        var asks = false;
        try
        {
            var late = await answers.FindAsync(call);
            asks = late is null;
            return late;
        }
        finally
        {
            if (!asks)
            {
                flight.Land(new FlightEnd(FlightOutcome.Left));
            }
        }
    }

    private async ValueTask<FlightEnd> FollowAsync(InferenceContext context, Flight flight)
    {
        var started = time.GetTimestamp();
        try
        {
            return await flight.FollowAsync(context.CancellationToken);
        }
        finally
        {
            context.Waited += time.GetElapsedTime(started);
        }
    }
}
