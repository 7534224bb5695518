namespace RawInference.Core.Pipeline;

/// <summary>
/// An answer that has begun: its first update is there, the rest may still come. Whoever drives it calls
/// <see cref="NextAsync"/> until it gives null, and disposes it, finished or not.
/// </summary>
public sealed class InferenceAnswer : IAsyncDisposable
{
    private readonly IAsyncEnumerator<InferenceUpdate>? _rest;
    private InferenceUpdate? _first;
    private List<Action<InferenceUpdate>>? _onDelta;
    private List<Func<InferenceResponse, InferenceResponse>>? _onResponse;
    private List<Func<AnswerOutcome, ValueTask>>? _onEnd;
    private bool _ended;

    private InferenceAnswer(InferenceUpdate first, IAsyncEnumerator<InferenceUpdate>? rest)
    {
        _first = first;
        _rest = rest;
    }

    /// <summary>An answer that is already whole.</summary>
    public static InferenceAnswer Of(InferenceResponse response) => new(response, rest: null);

    /// <summary>Waits for the first update, so that a failure before it is still an ordinary exception.</summary>
    public static async ValueTask<InferenceAnswer> OpenAsync(IAsyncEnumerable<InferenceUpdate> updates, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(updates);
        var enumerator = updates.GetAsyncEnumerator(cancellationToken);
        try
        {
            if (await enumerator.MoveNextAsync())
            {
                return new InferenceAnswer(enumerator.Current, enumerator);
            }

            throw Cut();
        }
        catch
        {
            await enumerator.DisposeAsync();
            throw;
        }
    }

    /// <summary>The response at the end of updates whose deltas nobody wants.</summary>
    public static async ValueTask<InferenceResponse> DrainAsync(IAsyncEnumerable<InferenceUpdate> updates, CancellationToken cancellationToken)
    {
        await using var answer = await OpenAsync(updates, cancellationToken);
        return await answer.ToResponseAsync();
    }

    /// <summary>Sees each delta as it passes.</summary>
    public void OnDelta(Action<InferenceUpdate> action) => (_onDelta ??= []).Add(action);

    /// <summary>Completes the response as it passes; the stage nearest to the provider comes first.</summary>
    public void OnResponse(Func<InferenceResponse, InferenceResponse> complete) => (_onResponse ??= []).Add(complete);

    /// <summary>Runs once, when the answer is complete, has failed, or was abandoned; before the response is handed out.</summary>
    public void OnEnd(Func<AnswerOutcome, ValueTask> action) => (_onEnd ??= []).Add(action);

    /// <summary>The next update; null after the response. An end without a response is an exception.</summary>
    public async ValueTask<InferenceUpdate?> NextAsync()
    {
        if (_ended)
        {
            return null;
        }

        InferenceUpdate update;
        try
        {
            update = await MoveNextAsync() ?? throw Cut();
            if (update is InferenceResponse response)
            {
                update = Complete(response);
            }
            else
            {
                _onDelta?.ForEach(action => action(update));
            }
        }
        catch (Exception exception)
        {
            await FailAsync(exception);
            throw;
        }

        if (update is InferenceResponse whole)
        {
            await EndAsync(new AnswerOutcome(whole, null));
        }

        return update;
    }

    /// <summary>Drains the answer into its response.</summary>
    public async ValueTask<InferenceResponse> ToResponseAsync()
    {
        while (await NextAsync() is { } update)
        {
            if (update is InferenceResponse response)
            {
                return response;
            }
        }

        throw Cut();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            // The upstream is let go first: it must not wait for what is recorded.
            if (_rest is not null)
            {
                await _rest.DisposeAsync();
            }
        }
        finally
        {
            await EndAsync(default);
        }
    }

    private static InferenceException Cut() =>
        new(InferenceErrorCode.StreamCut, "The answer ended before it was complete.");

    private async ValueTask<InferenceUpdate?> MoveNextAsync()
    {
        if (_first is { } first)
        {
            _first = null;
            return first;
        }

        return _rest is not null && await _rest.MoveNextAsync() ? _rest.Current : null;
    }

    private InferenceResponse Complete(InferenceResponse response)
    {
        foreach (var complete in _onResponse ?? [])
        {
            response = complete(response);
        }

        return response;
    }

    /// <summary>Ends with a failure, which a further one on the way does not hide.</summary>
    private async ValueTask FailAsync(Exception exception)
    {
        try
        {
            await EndAsync(new AnswerOutcome(null, exception));
        }
        catch (Exception further)
        {
            throw new AggregateException(exception, further);
        }
    }

    private async ValueTask EndAsync(AnswerOutcome outcome)
    {
        if (_ended)
        {
            return;
        }

        _ended = true;
        List<Exception>? failures = null;
        foreach (var action in _onEnd ?? [])
        {
            try
            {
                await action(outcome);
            }
            catch (Exception exception)
            {
                // Every stage gets its end: one that cannot record must not keep another from releasing.
                // Those further out learn what the caller will: an answer that could not be ended has failed.
                (failures ??= []).Add(exception);
                outcome = outcome.Exception is null ? new AnswerOutcome(null, exception) : outcome;
            }
        }

        if (failures is not null)
        {
            throw failures.Count == 1 ? failures[0] : new AggregateException(failures);
        }
    }
}
