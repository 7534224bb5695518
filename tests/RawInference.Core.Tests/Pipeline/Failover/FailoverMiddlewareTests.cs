using RawInference.Chat;
using RawInference.Core.Chat;
using RawInference.Testing;

namespace RawInference.Core.Tests.Pipeline.Failover;

public sealed class FailoverMiddlewareTests : IAsyncDisposable
{
    private readonly TestGateway _gateway = new();

    [Fact]
    public async Task FailureBeforeTheFirstDelta_IsTriedElsewhere()
    {
        _gateway.Connector.ChatStream = call => call.Provider == "first"
            ? FakeAnswers.Broken(FakeAnswers.Failure(InferenceErrorCode.ProviderFailed, 500))
            : FakeAnswers.Stream("from second");

        var updates = await _gateway.Client.StreamAsync(Requests.Streamed("both", "hi")).ToListAsync();

        var response = Assert.IsType<ChatResponse>(updates[^1]);
        Assert.Equal("from second", response.Text);
        Assert.Equal("second", response.Provider);
        Assert.Equal(["first", "second"], response.Attempts.Select(attempt => attempt.Provider));
    }

    [Fact]
    public async Task StreamCutBeforeTheFirstDelta_IsTriedElsewhere()
    {
        _gateway.Connector.ChatStream = call => call.Provider == "first" ? FakeAnswers.Stream(Array.Empty<ChatChunk>()) : FakeAnswers.Stream("ok");
        var updates = await _gateway.Client.StreamAsync(Requests.Streamed("both", "hi")).ToListAsync();
        Assert.Equal("ok", ((ChatResponse)updates[^1]).Text);
    }

    [Fact]
    public async Task FailureAfterTheFirstDelta_IsNotRetried()
    {
        _gateway.Settings["Failover:AttemptsPerTarget"] = "3";
        _gateway.Connector.ChatStream = _ => FakeAnswers.Broken(FakeAnswers.Failure(InferenceErrorCode.StreamCut), "a");

        List<InferenceUpdate> seen = [];
        var failure = await Assert.ThrowsAsync<InferenceException>(async () =>
        {
            await foreach (var update in _gateway.Client.StreamAsync(Requests.Streamed("both", "hi")))
            {
                seen.Add(update);
            }
        });

        Assert.Equal(InferenceErrorCode.StreamCut, failure.Code);
        Assert.IsType<ChatDelta>(Assert.Single(seen));
        Assert.Single(_gateway.Connector.Calls);
    }

    [Theory]
    [InlineData(InferenceErrorCode.InvalidRequest)]
    [InlineData(InferenceErrorCode.ProviderRefused)]
    [InlineData(InferenceErrorCode.ProviderPayloadTooLarge)]
    public async Task Refusal_IsNeitherRetriedNorTriedElsewhere(InferenceErrorCode code)
    {
        _gateway.Settings["Failover:AttemptsPerTarget"] = "3";
        Fail(_ => FakeAnswers.Failure(code, 400));
        var failure = await FailureOfAsync(Requests.Chat("both", "hi"));
        Assert.Equal(code, failure.Code);
        Assert.Single(_gateway.Connector.Calls);
    }

    [Theory]
    [InlineData(InferenceErrorCode.ProviderAccount)]
    [InlineData(InferenceErrorCode.ProviderContextLength)]
    [InlineData(InferenceErrorCode.ProviderContentPolicy)]
    [InlineData(InferenceErrorCode.ProviderModelNotFound)]
    [InlineData(InferenceErrorCode.ProviderInvalidAnswer)]
    public async Task FailureThatOnlyAnotherTargetMayCure_IsTriedThereAtOnce(InferenceErrorCode code)
    {
        _gateway.Settings["Failover:AttemptsPerTarget"] = "3";
        Fail(call => call.Provider == "first" ? FakeAnswers.Failure(code) : null);
        await _gateway.Client.SendAsync(Requests.Chat("both", "hi"));
        Assert.Equal(["first", "second"], _gateway.Connector.Calls.Select(call => call.Provider));
    }

    [Fact]
    public async Task BackOff_IsRandomUpToACeilingThatDoubles()
    {
        _gateway.Settings["Failover:AttemptsPerTarget"] = "4";
        _gateway.Settings["Failover:BaseDelay"] = "00:01:00";
        Fail(_ => FakeAnswers.Failure(InferenceErrorCode.ProviderFailed, 503));

        var sending = FailureOfAsync(Requests.Chat("first/chat", "hi"));
        await _gateway.Clock.NextWaitAsync();
        foreach (var ceiling in new[] { 60, 120, 240 })
        {
            var wait = await _gateway.Clock.NextWaitAsync();
            Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromSeconds(ceiling));
            _gateway.Clock.Advance(wait);
        }

        Assert.Equal(4, (await sending).Facts.Attempts.Count);
    }

    [Fact]
    public async Task RetryAfter_IsHonoured()
    {
        _gateway.Settings["Failover:AttemptsPerTarget"] = "2";
        Fail(call => call.Number == 1 ? FakeAnswers.Failure(InferenceErrorCode.ProviderRateLimited, 429, TimeSpan.FromSeconds(3)) : null);

        var sending = _gateway.Client.SendAsync(Requests.Chat("both", "hi"));
        await _gateway.Clock.NextWaitAsync();
        var wait = await _gateway.Clock.NextWaitAsync();
        Assert.InRange(wait, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3.25));
        _gateway.Clock.Advance(TimeSpan.FromSeconds(2.9));
        Assert.Single(_gateway.Connector.Calls);
        _gateway.Clock.Advance(TimeSpan.FromSeconds(0.4));

        Assert.Equal("first", (await sending).Provider);
    }

    [Fact]
    public async Task RetryAfterLongerThanMaxDelay_GoesToTheNextTargetAtOnce()
    {
        _gateway.Settings["Failover:AttemptsPerTarget"] = "3";
        Fail(call => call.Provider == "first" ? FakeAnswers.Failure(InferenceErrorCode.ProviderRateLimited, 429, TimeSpan.FromSeconds(6)) : null);
        var response = await _gateway.Client.SendAsync(Requests.Chat("both", "hi"));
        Assert.Equal(["first", "second"], response.Attempts.Select(attempt => attempt.Provider));
    }

    [Fact]
    public async Task Attempts_TellTargetStatusErrorAndDuration()
    {
        _gateway.Connector.Chat = call =>
        {
            _gateway.Clock.Advance(TimeSpan.FromMilliseconds(call.Number * 10));
            return call.Number == 1
                ? throw FakeAnswers.Failure(InferenceErrorCode.ProviderFailed, 502)
                : Task.FromResult(FakeAnswers.Chat("ok"));
        };

        var response = await _gateway.Client.SendAsync(Requests.Chat("both", "hi"));

        Assert.Equal(
            [
                new InferenceAttempt("first", "chat", 502, TimeSpan.FromMilliseconds(10), InferenceErrorCode.ProviderFailed),
                new InferenceAttempt("second", "chat", 200, TimeSpan.FromMilliseconds(20)),
            ],
            response.Attempts);
    }

    [Fact]
    public async Task UnexpectedFailure_IsNoSuccessfulAttemptAndNotRetried()
    {
        _gateway.Settings["Failover:AttemptsPerTarget"] = "3";
        _gateway.Connector.Chat = _ => throw new FormatException("a bug");

        await Assert.ThrowsAsync<FormatException>(() => _gateway.Client.SendAsync(Requests.Chat("both", "hi")));

        Assert.Single(_gateway.Connector.Calls);
        Assert.Equal(InferenceErrorCode.Internal, Assert.Single(_gateway.Ledger.Records).Error);
    }

    [Fact]
    public async Task ServiceThatCancelsItself_HasTimedOut()
    {
        Fail(call => call.Provider == "first" ? new TaskCanceledException("its own limit") : null);
        var response = await _gateway.Client.SendAsync(Requests.Chat("both", "hi"));
        Assert.Equal("second", response.Provider);
        Assert.Equal(InferenceErrorCode.ProviderTimeout, response.Attempts[0].Error);
    }

    [Theory]
    [InlineData(InferenceErrorCode.ProviderRateLimited, InferenceErrorCode.ProviderUnreachable, InferenceErrorCode.ProviderRateLimited)]
    [InlineData(InferenceErrorCode.ProviderUnreachable, InferenceErrorCode.ProviderFailed, InferenceErrorCode.ProviderFailed)]
    [InlineData(InferenceErrorCode.ProviderUnreachable, InferenceErrorCode.ProviderUnreachable, InferenceErrorCode.ProviderUnreachable)]
    [InlineData(InferenceErrorCode.ProviderFailed, InferenceErrorCode.ProviderContextLength, InferenceErrorCode.ProviderContextLength)]
    public async Task MostTellingFailure_IsReported(InferenceErrorCode first, InferenceErrorCode second, InferenceErrorCode reported)
    {
        Fail(call => FakeAnswers.Failure(call.Provider == "first" ? first : second));
        var failure = await FailureOfAsync(Requests.Chat("both", "hi"));
        Assert.Equal(reported, failure.Code);
        Assert.Equal(2, failure.Facts.Attempts.Count);
    }

    [Fact]
    public async Task CancellationDuringBackOff_EndsTheCall()
    {
        _gateway.Settings["Failover:AttemptsPerTarget"] = "2";
        using var cancellation = new CancellationTokenSource();
        Fail(_ => FakeAnswers.Failure(InferenceErrorCode.ProviderRateLimited, 429, TimeSpan.FromSeconds(1)));

        var sending = _gateway.Client.SendAsync(Requests.Chat("both", "hi"), cancellation.Token);
        await _gateway.Clock.NextWaitAsync();
        await _gateway.Clock.NextWaitAsync();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Single(_gateway.Connector.Calls);
    }

    [Fact]
    public async Task FailureOfACancelledCall_AsksNobodyElse()
    {
        using var cancellation = new CancellationTokenSource();
        Fail(_ =>
        {
            cancellation.Cancel();
            return FakeAnswers.Failure(InferenceErrorCode.StreamCut);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _gateway.Client.SendAsync(Requests.Chat("both", "hi"), cancellation.Token));
        Assert.Single(_gateway.Connector.Calls);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    private void Fail(Func<FakeCall, Exception?> failure) =>
        _gateway.Connector.Chat = call => failure(call) is { } exception ? throw exception : Task.FromResult(FakeAnswers.Chat("ok"));

    private Task<InferenceException> FailureOfAsync(InferenceRequest request) =>
        Assert.ThrowsAsync<InferenceException>(() => _gateway.Client.SendAsync(request));
}
