using System.Collections.Concurrent;
using RawInference.Core.Identity;
using RawInference.Core.Tests.Pipeline.Answers;
using RawInference.Core.Tests.Pipeline.Telemetry;
using RawInference.Testing;

namespace RawInference.Core.Tests.Pipeline.Idempotency;

public sealed class IdempotencyMiddlewareTests : IAsyncDisposable
{
    private readonly IdempotentGateway _gateway = new();

    public static TheoryData<string> Asked => [.. Requested.Keys];

    private static readonly Dictionary<string, InferenceRequest> Requested = new()
    {
        ["chat"] = Requests.Chat("both", "hi", "there"),
        ["streamed chat"] = Requests.Streamed("both", "hi"),
        ["embedding"] = Requests.Embedding("first/embed", "a", "b"),
        ["transcription"] = Requests.Transcription("first/scribe"),
        ["image"] = Requests.Image("first/draw", "a lighthouse"),
        ["speech"] = Requests.Speech("first/speak", "hello"),
    };

    [Theory]
    [MemberData(nameof(Asked))]
    public async Task RepeatedCall_GetsTheSameAnswerAndSpendsNothing(string what)
    {
        var request = Requested[what] with { Call = Requested[what].Call with { RequestId = "req-1" } };
        var first = await _gateway.AskAsync(request);
        var calls = _gateway.Connector.Calls.Count;
        _gateway.Gateway.Clock.Advance(TimeSpan.FromHours(1));

        var second = await _gateway.AskAsync(request with { Call = request.Call with { RequestId = "req-2", Timeout = TimeSpan.FromSeconds(3) } });

        Assert.Equal(first.Select(Shape.Of), second.Select(Shape.Of));
        Assert.Equal(calls, _gateway.Connector.Calls.Count);
        Assert.Single(_gateway.Gateway.Ledger.Records);
        Assert.All(first, update => Assert.Equal(("req-1", false), (update.Facts.RequestId, update.Facts.Replayed)));
        Assert.All(second, update => Assert.Equal(("req-2", true), (update.Facts.RequestId, update.Facts.Replayed)));
    }

    [Fact]
    public async Task AnswerThatIsHandedOut_TellsOfItsJourney()
    {
        _gateway.Connector.Chat = call =>
        {
            _gateway.Gateway.Clock.Advance(TimeSpan.FromSeconds(2));
            return call.Provider == "first" ? throw FakeAnswers.Failure(InferenceErrorCode.ProviderFailed) : Task.FromResult(FakeAnswers.Chat("hi"));
        };

        var response = (InferenceResponse)Assert.Single(await _gateway.AskAsync(Requests.Chat("both", "hi")));

        Assert.Equal(TimeSpan.FromSeconds(4), response.Latency);
        Assert.Equal(["first", "second"], response.Attempts.Select(attempt => attempt.Provider));
        Assert.Equal(TimeSpan.Zero, response.Facts.Overhead);
    }

    [Fact]
    public async Task ManyAtOnce_AreAskedOnce()
    {
        var gate = new TaskCompletionSource();
        _gateway.Connector.Chat = async call =>
        {
            await gate.Task;
            return FakeAnswers.Chat(call.Prompt);
        };

        var answers = new ConcurrentBag<string>();
        var asking = Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(async () =>
        {
            try
            {
                answers.Add(Shape.Of(Assert.Single(await _gateway.AskAsync(Requests.Chat("first/chat", "hi")))));
            }
            catch (InferenceException exception) when (exception.Code == InferenceErrorCode.IdempotencyInFlight)
            {
                // The first is asked by now, and waits.
                gate.TrySetResult();
            }
        })));
        await asking.WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Single(_gateway.Connector.Calls);
        Assert.Single(_gateway.Gateway.Ledger.Records);
        Assert.Single(answers.Distinct());
        Assert.Equal(answers.First(), Shape.Of(Assert.Single(await _gateway.AskAsync(Requests.Chat("first/chat", "hi")))));
    }

    [Fact]
    public async Task CallInFlight_IsToldToWait()
    {
        var gate = new TaskCompletionSource();
        _gateway.Connector.Chat = async call =>
        {
            await gate.Task;
            return FakeAnswers.Chat("hi");
        };

        var first = _gateway.AskAsync(Requests.Chat("first/chat", "hi"));
        var refusal = await _gateway.FailAsync(Requests.Chat("first/chat", "hi"));
        gate.SetResult();
        await first;

        Assert.Equal((InferenceErrorCode.IdempotencyInFlight, TimeSpan.FromSeconds(1)), (refusal.Code, refusal.RetryAfter));
    }

    [Theory]
    [InlineData("other words", false, "", "first/chat")]
    [InlineData("hi", true, "", "first/chat")]
    [InlineData("hi", false, "another", "first/chat")]
    [InlineData("hi", false, "", "both")]
    public async Task AnotherRequest_IsRefused(string prompt, bool stream, string face, string model)
    {
        await _gateway.AskAsync(Requests.Chat("first/chat", "hi"));
        var refusal = await _gateway.FailAsync(Requests.Chat(model, prompt) with { Call = new CallOptions { Stream = stream, Face = face } });

        Assert.Equal(InferenceErrorCode.IdempotencyMismatch, refusal.Code);
        Assert.Single(_gateway.Connector.Calls);
    }

    [Theory]
    [InlineData("org_other", "ns_test", "key_test")]
    [InlineData("org_test", "ns_other", "key_test")]
    [InlineData("org_test", "ns_test", "key_other")]
    public async Task SameWordOfAnother_IsAnotherKey(string organization, string @namespace, string key)
    {
        await _gateway.AskAsync(Requests.Chat("first/chat", "hi"));
        _gateway.Gateway.Caller.Caller = new Caller(organization, @namespace, key, KeyGrant.Everything);

        await _gateway.AskAsync(Requests.Chat("first/chat", "others' words"));

        Assert.Equal(2, _gateway.Connector.Calls.Count);
    }

    [Fact]
    public async Task FailureBeforeTheFirstItem_FreesTheKey()
    {
        _gateway.Connector.Chat = call => call.Number == 1
            ? throw FakeAnswers.Failure(InferenceErrorCode.ProviderRateLimited, 429)
            : Task.FromResult(FakeAnswers.Chat("hi"));

        var failure = await _gateway.FailAsync(Requests.Chat("first/chat", "hi"));
        Assert.Equal((InferenceErrorCode.ProviderRateLimited, 429), (failure.Code, failure.ProviderStatus));
        Assert.Single(failure.Facts.Attempts);

        await _gateway.AskAsync(Requests.Chat("first/chat", "hi"));
        Assert.Equal(2, _gateway.Connector.Calls.Count);
    }

    [Fact]
    public async Task FailureAfterTheFirstDelta_IsRepeatedWithTheDeltas()
    {
        _gateway.Connector.ChatStream = _ => FakeAnswers.Broken(FakeAnswers.Failure(InferenceErrorCode.StreamCut, 200), "a", "b");
        var (first, failure) = await UntilFailureAsync();
        var (second, again) = await UntilFailureAsync();

        Assert.Equal(2, first.Count);
        Assert.Equal(first.Select(Shape.Of), second.Select(Shape.Of));
        Assert.Equal((failure.Code, failure.Message, failure.ProviderStatus), (again.Code, again.Message, again.ProviderStatus));
        Assert.Equal(failure.Facts.Attempts, again.Facts.Attempts);
        Assert.Equal((false, true), (failure.Facts.Replayed, again.Facts.Replayed));
        Assert.Single(_gateway.Connector.Calls);
        Assert.Single(_gateway.Gateway.Ledger.Records);

        async Task<(List<InferenceUpdate> Updates, InferenceException Failure)> UntilFailureAsync()
        {
            var updates = new List<InferenceUpdate>();
            var failure = await Assert.ThrowsAsync<InferenceException>(async () =>
            {
                await foreach (var update in _gateway.Client.StreamAsync(IdempotentGateway.Keyed(Requests.Streamed("first/chat", "hi"))))
                {
                    updates.Add(update);
                }
            });
            return (updates, failure);
        }
    }

    [Fact]
    public async Task UnexpectedFailure_ReachesTheCallerAsItIsAndFreesTheKey()
    {
        _gateway.Connector.Chat = call => call.Number == 1 ? throw new FormatException("bug") : Task.FromResult(FakeAnswers.Chat("hi"));
        await Assert.ThrowsAsync<FormatException>(() => _gateway.AskAsync(Requests.Chat("first/chat", "hi")));
        Assert.Single(await _gateway.AskAsync(Requests.Chat("first/chat", "hi")));
    }

    [Fact]
    public async Task KeptAnswer_IsForgottenInTime()
    {
        _gateway.Gateway.Settings["Idempotency:TimeToLive"] = "01:00:00";
        await _gateway.AskAsync(Requests.Chat("first/chat", "hi"));
        _gateway.Gateway.Clock.Advance(TimeSpan.FromHours(1));
        await _gateway.AskAsync(Requests.Chat("first/chat", "hi"));
        Assert.Equal(2, _gateway.Connector.Calls.Count);
    }

    [Fact]
    public async Task GatewayWithoutAStore_RefusesTheKeyAndAsksNobody()
    {
        await using var gateway = new TestGateway();
        var refusal = await Assert.ThrowsAsync<InferenceException>(() => gateway.Client.SendAsync(IdempotentGateway.Keyed(Requests.Chat("first/chat", "hi"))));

        Assert.Equal((InferenceErrorCode.InvalidRequest, "Idempotency-Key"), (refusal.Code, Assert.Single(refusal.Problems).Path));
        Assert.Empty(gateway.Connector.Calls);
        await gateway.Client.SendAsync(Requests.Chat("first/chat", "hi"));
    }

    [Fact]
    public async Task RepeatedAnswer_IsNotCountedAsUsedAgain()
    {
        using var recorder = new TelemetryRecorder();
        await _gateway.AskAsync(Requests.Chat("first/chat", "hi"));
        await _gateway.AskAsync(Requests.Chat("first/chat", "hi"));

        Assert.Equal(2, recorder.Of("gen_ai.client.operation.duration").Count());
        Assert.Equal(["input", "output"], recorder.Of("gen_ai.client.token.usage").Select(measurement => measurement.Tags["gen_ai.token.type"]));
        Assert.Equal([null, true], recorder.Spans.Where(span => span.ParentSpanId == recorder.Caller.SpanId).Select(span => span.GetTagItem("rawinference.replayed")));
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();
}
