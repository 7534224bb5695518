using RawInference.Chat;
using RawInference.Core.Pipeline;
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
using RawInference.Testing;
using RawInference.Usage;

namespace RawInference.Core.Tests.Pipeline;

public sealed class InferencePipelineTests : IAsyncDisposable
{
    private readonly TestGateway _gateway = new();

    [Fact]
    public void Stages_StandInTheOrderOfTheArchitecture() => Assert.Equal(
        [
            typeof(TelemetryMiddleware), typeof(RoutingMiddleware), typeof(ValidationMiddleware), typeof(AuthorizationMiddleware),
            typeof(IdempotencyMiddleware), typeof(MeteringMiddleware), typeof(CachingMiddleware), typeof(LimitsMiddleware), typeof(MediaMiddleware),
            typeof(FanOutMiddleware), typeof(FailoverMiddleware),
        ],
        InferencePipeline.Stages);

    [Fact]
    public async Task Response_CarriesWhatTheJourneyShowed()
    {
        _gateway.Connector.Chat = call =>
        {
            _gateway.Clock.Advance(TimeSpan.FromMilliseconds(40));
            return Task.FromResult(FakeAnswers.Chat("hello"));
        };

        var response = await _gateway.Client.SendAsync(Requests.Chat("first/chat", "hi"));

        Assert.Equal("hello", response.Text);
        Assert.StartsWith("inf_", response.Id, StringComparison.Ordinal);
        Assert.Equal("first", response.Provider);
        Assert.Equal("chat", response.Model);
        Assert.Equal("r-1", response.ProviderResponseId);
        Assert.Equal(FakeAnswers.Usage, response.Usage);
        Assert.Equal(UsageSource.Reported, response.UsageSource);
        Assert.Equal(0.000_007m, response.CostUsd);
        Assert.Equal(TimeSpan.FromMilliseconds(40), response.Latency);
        Assert.False(response.Cached);
        Assert.Empty(response.Warnings);
        Assert.Equal(new InferenceAttempt("first", "chat", 200, TimeSpan.FromMilliseconds(40)), Assert.Single(response.Attempts));
        Assert.Equal(TimeSpan.Zero, response.Facts.Overhead);
    }

    [Fact]
    public async Task Stream_EndsWithTheWholeResponse_AndAllItemsShareTheFacts()
    {
        var updates = await _gateway.Client.StreamAsync(Requests.Streamed("first/chat", "hi")).ToListAsync();

        Assert.Equal(["re: ", "hi", null], updates.SkipLast(1).Select(update => ((ChatDelta)update).Text));
        Assert.Equal("re: hi", ((ChatResponse)updates[^1]).Text);
        Assert.Single(updates.OfType<InferenceResponse>());
        Assert.All(updates, update => Assert.Same(updates[0].Facts, update.Facts));
        Assert.StartsWith("req_", updates[0].Facts.RequestId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallersOwnRequestId_IsKept()
    {
        var response = await _gateway.Client.SendAsync(Requests.Chat("first/chat", "hi") with { Call = new CallOptions { RequestId = "mine" } });
        Assert.Equal("mine", response.Facts.RequestId);
    }

    [Fact]
    public async Task ReportedModel_WinsOverTheOneAskedFor()
    {
        _gateway.Connector.Chat = _ => Task.FromResult<IReadOnlyList<Core.Chat.ChatResult>>([FakeAnswers.Chat("x")[0] with { Model = "chat-2026-01-01" }]);
        var response = await _gateway.Client.SendAsync(Requests.Chat("first/chat", "hi"));
        Assert.Equal("chat-2026-01-01", response.Model);
    }

    [Fact]
    public async Task Failure_CarriesTheFacts()
    {
        _gateway.Connector.Chat = _ => throw FakeAnswers.Failure(InferenceErrorCode.ProviderFailed, 500);
        var failure = await Assert.ThrowsAsync<InferenceException>(() => _gateway.Client.SendAsync(Requests.Chat("first/chat", "hi")));
        Assert.Single(failure.Facts.Attempts);
        Assert.StartsWith("req_", failure.Facts.RequestId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FailureAfterTheFirstDelta_CarriesTheFactsOfItsDeltas()
    {
        _gateway.Connector.ChatStream = _ => FakeAnswers.Broken(FakeAnswers.Failure(InferenceErrorCode.StreamCut), "a");
        await using var updates = _gateway.Client.StreamAsync(Requests.Streamed("first/chat", "hi")).GetAsyncEnumerator();
        Assert.True(await updates.MoveNextAsync());
        var delta = updates.Current;
        var failure = await Assert.ThrowsAsync<InferenceException>(async () => await updates.MoveNextAsync());
        Assert.Same(delta.Facts, failure.Facts);
    }

    [Fact]
    public async Task WaitsForProviders_AreNotTheGatewaysOverhead()
    {
        _gateway.Settings["Failover:AttemptsPerTarget"] = "2";
        _gateway.Connector.Chat = call => call.Number == 1
            ? throw FakeAnswers.Failure(InferenceErrorCode.ProviderRateLimited, 429, TimeSpan.FromSeconds(2))
            : Task.FromResult(FakeAnswers.Chat("x"));

        var sending = _gateway.Client.SendAsync(Requests.Chat("first/chat", "hi"));
        await _gateway.Clock.NextWaitAsync();
        _gateway.Clock.Advance(await _gateway.Clock.NextWaitAsync());

        Assert.Equal(TimeSpan.Zero, (await sending).Facts.Overhead);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();
}
