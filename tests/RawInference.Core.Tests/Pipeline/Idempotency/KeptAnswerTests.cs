using RawInference.Chat;
using RawInference.Core.Chat;
using RawInference.Core.Usage;
using RawInference.Testing;

namespace RawInference.Core.Tests.Pipeline.Idempotency;

public sealed class KeptAnswerTests : IAsyncDisposable
{
    private static readonly InferenceException Away = new(InferenceErrorCode.Unavailable, "The store is away.") { RetryAfter = TimeSpan.FromSeconds(1) };

    private readonly IdempotentGateway _gateway = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnswerAboveTheMost_IsWarnedOfAndItsRepetitionRefused(bool stream)
    {
        _gateway.Gateway.Settings["Idempotency:MaxAnswerBytes"] = "1024";
        var request = stream ? Requests.Streamed("first/chat", new string('x', 2_000)) : Requests.Chat("first/chat", new string('x', 2_000));
        var answer = await _gateway.AskAsync(request);
        var refusal = await _gateway.FailAsync(request);

        var warning = Assert.Single(Assert.IsType<ChatResponse>(answer[^1]).Warnings);
        Assert.Equal((WarningCodes.AnswerNotKept, "Idempotency-Key"), (warning.Code, warning.Path));
        Assert.Equal(InferenceErrorCode.IdempotencyMismatch, refusal.Code);
        Assert.Contains("1024 bytes", refusal.Message, StringComparison.Ordinal);
        Assert.False(refusal.Facts.Replayed);
        Assert.Single(_gateway.Connector.Calls);
    }

    [Fact]
    public async Task AnswerAboveTheMostThatNobodyReads_IsCutAndItsRepetitionRefused()
    {
        _gateway.Gateway.Settings["Idempotency:MaxAnswerBytes"] = "1024";
        _gateway.Connector.ChatStream = _ => Endless();
        var updates = _gateway.Client.StreamAsync(IdempotentGateway.Keyed(Requests.Streamed("first/chat", "hi"))).GetAsyncEnumerator();
        Assert.True(await updates.MoveNextAsync());
        await updates.DisposeAsync();

        Assert.Equal("complete", await _gateway.Store.NextEndAsync());
        Assert.Equal(InferenceErrorCode.IdempotencyMismatch, (await _gateway.FailAsync(Requests.Streamed("first/chat", "hi"))).Code);
        Assert.Equal(UsageOutcome.Abandoned, Assert.Single(_gateway.Gateway.Ledger.Records).Outcome);

        static async IAsyncEnumerable<ChatChunk> Endless()
        {
            while (true)
            {
                await Task.Yield();
                yield return FakeAnswers.Text("on and on");
            }
        }
    }

    [Fact]
    public async Task StoreThatIsAway_IsNoticedBeforeAnythingIsAsked()
    {
        _gateway.Store.Failure = operation => operation == "claim" ? Away : null;
        var failure = await _gateway.FailAsync(Requests.Chat("first/chat", "hi"));

        Assert.Equal((InferenceErrorCode.Unavailable, TimeSpan.FromSeconds(1)), (failure.Code, failure.RetryAfter));
        Assert.Empty(_gateway.Connector.Calls);
        Assert.Empty(_gateway.Gateway.Ledger.Records);
    }

    [Fact]
    public async Task StoreThatGoesAwayMeanwhile_CostsAWarningAndNoAnswer()
    {
        _gateway.Store.Failure = operation => operation == "complete" ? Away : null;
        var response = Assert.IsType<ChatResponse>(Assert.Single(await _gateway.AskAsync(Requests.Chat("first/chat", "hi"))));

        Assert.Equal("re: hi", response.Text);
        Assert.Equal(WarningCodes.AnswerNotKept, Assert.Single(response.Warnings).Code);
        Assert.Equal(InferenceErrorCode.IdempotencyInFlight, (await _gateway.FailAsync(Requests.Chat("first/chat", "hi"))).Code);
        Assert.Single(_gateway.Connector.Calls);
    }

    [Fact]
    public async Task StoreThatIsAwayForAnAnswerAboveTheMost_PromisesNoRefusal()
    {
        _gateway.Gateway.Settings["Idempotency:MaxAnswerBytes"] = "1024";
        _gateway.Store.Failure = operation => operation == "complete" ? Away : null;
        var response = Assert.IsType<ChatResponse>(Assert.Single(await _gateway.AskAsync(Requests.Chat("first/chat", new string('x', 2_000)))));

        Assert.Contains("could not be kept", Assert.Single(response.Warnings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClaimThatWasLost_IsWarnedOf()
    {
        _gateway.Connector.Chat = call =>
        {
            // Its deadline is ten minutes, and its claim lasts half a minute more; the fake does not notice either.
            _gateway.Gateway.Clock.Advance(TimeSpan.FromMinutes(11));
            return Task.FromResult(FakeAnswers.Chat("late"));
        };

        var response = Assert.IsType<ChatResponse>(Assert.Single(await _gateway.AskAsync(Requests.Chat("first/chat", "hi"))));
        Assert.Equal(WarningCodes.AnswerNotKept, Assert.Single(response.Warnings).Code);
    }

    [Fact]
    public async Task StoreThatCannotFreeAKey_DoesNotHideTheFailure()
    {
        _gateway.Store.Failure = operation => operation == "release" ? Away : null;
        _gateway.Connector.Chat = _ => throw FakeAnswers.Failure(InferenceErrorCode.ProviderFailed, 500);

        Assert.Equal(InferenceErrorCode.ProviderFailed, (await _gateway.FailAsync(Requests.Chat("first/chat", "hi"))).Code);
        Assert.Equal(InferenceErrorCode.IdempotencyInFlight, (await _gateway.FailAsync(Requests.Chat("first/chat", "hi"))).Code);
    }

    [Fact]
    public async Task BugInTheStore_LeavesNobodyWaiting()
    {
        _gateway.Store.Failure = operation => operation == "claim" ? null : new FormatException(operation);
        _gateway.Connector.Chat = _ => throw FakeAnswers.Failure(InferenceErrorCode.ProviderFailed, 500);

        var failure = await Assert.ThrowsAsync<AggregateException>(() => _gateway.AskAsync(Requests.Chat("first/chat", "hi"))).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal([typeof(InferenceException), typeof(FormatException)], failure.InnerExceptions.Select(inner => inner.GetType()));
    }

    [Fact]
    public async Task DamagedAnswer_IsNeitherRepeatedNorCarriedOutAgain()
    {
        await _gateway.AskAsync(Requests.Chat("first/chat", "hi"));
        _gateway.Store.Damage();

        Assert.Equal(InferenceErrorCode.Internal, (await _gateway.FailAsync(Requests.Chat("first/chat", "hi"))).Code);
        Assert.Single(_gateway.Connector.Calls);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();
}
