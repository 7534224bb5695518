using RawInference.Chat;
using RawInference.Core.Pipeline;

namespace RawInference.Core.Tests.Pipeline;

public sealed class InferenceAnswerTests
{
    private static readonly ChatResponse Whole = new() { Outputs = [new ChatOutput { Text = "ab", FinishReason = FinishReason.Stop }] };

    private readonly List<AnswerOutcome> _ends = [];
    private bool _released;

    [Fact]
    public async Task Answer_GivesDeltasThenResponseThenNull()
    {
        await using var answer = await OpenAsync(Delta("a"), Delta("b"), Whole);
        List<InferenceUpdate> deltas = [];
        answer.OnDelta(deltas.Add);

        Assert.Equal(Delta("a"), await answer.NextAsync());
        Assert.Equal(Delta("b"), await answer.NextAsync());
        Assert.Same(Whole, await answer.NextAsync());
        Assert.Null(await answer.NextAsync());
        Assert.Equal([Delta("a"), Delta("b")], deltas);
    }

    [Fact]
    public async Task CompletedAnswer_EndsOnceWithTheCompletedResponse()
    {
        var answer = await OpenAsync(Delta("a"), Whole);
        Record(answer);
        answer.OnResponse(response => response with { Id = "inner" });
        answer.OnResponse(response => response with { Id = response.Id + ">outer" });

        var response = await answer.ToResponseAsync();
        await answer.DisposeAsync();

        Assert.Equal("inner>outer", response.Id);
        Assert.Same(response, Assert.Single(_ends).Response);
        Assert.True(_released);
    }

    [Fact]
    public async Task End_ComesBeforeTheResponseIsHandedOut()
    {
        await using var answer = InferenceAnswer.Of(Whole);
        Record(answer);
        Assert.Empty(_ends);
        await answer.NextAsync();
        Assert.Single(_ends);
    }

    [Fact]
    public async Task FailedAnswer_EndsOnceWithItsFailure()
    {
        var failure = new InferenceException(InferenceErrorCode.ProviderFailed, "broken");
        var answer = await InferenceAnswer.OpenAsync(Updates(failure, Delta("a")), default);
        Record(answer);

        await answer.NextAsync();
        Assert.Same(failure, await Assert.ThrowsAsync<InferenceException>(async () => await answer.NextAsync()));
        Assert.Null(await answer.NextAsync());
        await answer.DisposeAsync();

        Assert.Same(failure, Assert.Single(_ends).Exception);
    }

    [Fact]
    public async Task AbandonedAnswer_IsReleasedBeforeItEndsOnce()
    {
        var answer = await OpenAsync(Delta("a"), Whole);
        answer.OnEnd(outcome =>
        {
            Assert.True(_released);
            _ends.Add(outcome);
            return ValueTask.CompletedTask;
        });

        await answer.NextAsync();
        await answer.DisposeAsync();
        await answer.DisposeAsync();

        Assert.True(Assert.Single(_ends).Abandoned);
    }

    [Fact]
    public async Task StreamWithoutResponse_IsCutAndEndsAsFailed()
    {
        await using var answer = await OpenAsync(Delta("a"));
        Record(answer);

        await answer.NextAsync();
        var failure = await Assert.ThrowsAsync<InferenceException>(async () => await answer.NextAsync());

        Assert.Equal(InferenceErrorCode.StreamCut, failure.Code);
        Assert.Same(failure, Assert.Single(_ends).Exception);
    }

    [Fact]
    public async Task EmptyStream_FailsWhileOpening()
    {
        var failure = await Assert.ThrowsAsync<InferenceException>(async () => await OpenAsync());
        Assert.Equal(InferenceErrorCode.StreamCut, failure.Code);
        Assert.True(_released);
    }

    [Fact]
    public async Task FailureWhileOpening_ReleasesTheUpstream()
    {
        var failure = new InferenceException(InferenceErrorCode.ProviderFailed, "broken");
        Assert.Same(failure, await Assert.ThrowsAsync<InferenceException>(async () => await InferenceAnswer.OpenAsync(Updates(failure), default)));
        Assert.True(_released);
    }

    [Fact]
    public async Task FailingEnd_LetsTheOthersRunAndTellsThemOfItsFailure()
    {
        var failure = new InvalidOperationException("cannot record");
        await using var answer = InferenceAnswer.Of(Whole);
        answer.OnEnd(_ => throw failure);
        Record(answer);

        Assert.Same(failure, await Assert.ThrowsAsync<InvalidOperationException>(async () => await answer.NextAsync()));
        Assert.Equal(new AnswerOutcome(null, failure), Assert.Single(_ends));
    }

    [Fact]
    public async Task FailingEnds_AreAllReported()
    {
        await using var answer = InferenceAnswer.Of(Whole);
        answer.OnEnd(_ => throw new InvalidOperationException("one"));
        answer.OnEnd(_ => throw new InvalidOperationException("two"));

        var failure = await Assert.ThrowsAsync<AggregateException>(async () => await answer.NextAsync());
        Assert.Equal(["one", "two"], failure.InnerExceptions.Select(inner => inner.Message));
    }

    [Fact]
    public async Task FailingEndOfAFailedAnswer_DoesNotHideItsFailure()
    {
        var failure = new InferenceException(InferenceErrorCode.ProviderFailed, "broken");
        await using var answer = await InferenceAnswer.OpenAsync(Updates(failure, Delta("a")), default);
        answer.OnEnd(_ => throw new InvalidOperationException("cannot record"));

        await answer.NextAsync();
        var both = await Assert.ThrowsAsync<AggregateException>(async () => await answer.NextAsync());
        Assert.Same(failure, both.InnerExceptions[0]);
        Assert.Equal("cannot record", both.InnerExceptions[1].Message);
    }

    [Fact]
    public async Task FailingRelease_StillEnds()
    {
        var answer = await InferenceAnswer.OpenAsync(Unreleasable(), default);
        Record(answer);
        await Assert.ThrowsAsync<IOException>(async () => await answer.DisposeAsync());
        Assert.True(Assert.Single(_ends).Abandoned);
    }

    [Fact]
    public async Task FailureInOnDelta_EndsAsFailed()
    {
        await using var answer = await OpenAsync(Delta("a"), Whole);
        answer.OnDelta(_ => throw new InvalidOperationException());
        Record(answer);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await answer.NextAsync());
        Assert.IsType<InvalidOperationException>(Assert.Single(_ends).Exception);
    }

    private static ChatDelta Delta(string text) => new() { Text = text };

    private static async IAsyncEnumerable<InferenceUpdate> Unreleasable()
    {
        try
        {
            await Task.Yield();
            yield return Delta("a");
            yield return Whole;
        }
        finally
        {
            Break();
        }

        static void Break() => throw new IOException();
    }

    private void Record(InferenceAnswer answer) => answer.OnEnd(outcome =>
    {
        _ends.Add(outcome);
        return ValueTask.CompletedTask;
    });

    private ValueTask<InferenceAnswer> OpenAsync(params InferenceUpdate[] updates) => InferenceAnswer.OpenAsync(Updates(null, updates), default);

    private async IAsyncEnumerable<InferenceUpdate> Updates(Exception? failure, params InferenceUpdate[] updates)
    {
        try
        {
            foreach (var update in updates)
            {
                await Task.Yield();
                yield return update;
            }

            if (failure is not null)
            {
                throw failure;
            }
        }
        finally
        {
            _released = true;
        }
    }
}
