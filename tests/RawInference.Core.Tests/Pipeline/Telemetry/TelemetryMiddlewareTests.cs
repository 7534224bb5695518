using System.Diagnostics;
using RawInference.Chat;
using RawInference.Testing;
using RawInference.Usage;

namespace RawInference.Core.Tests.Pipeline.Telemetry;

public sealed class TelemetryMiddlewareTests : IAsyncDisposable
{
    private readonly TestGateway _gateway = new();
    private readonly TelemetryRecorder _telemetry = new();

    [Fact]
    public async Task Request_IsASpanOfTheCallersTrace()
    {
        await _gateway.Client.SendAsync(Requests.Chat("first/chat", "hi"));

        var span = _telemetry.Request;
        Assert.Equal(("chat chat", ActivityKind.Client), (span.DisplayName, span.Kind));
        Assert.Equal("chat", span.GetTagItem("gen_ai.operation.name"));
        Assert.Equal("first", span.GetTagItem("gen_ai.provider.name"));
        Assert.Equal("chat", span.GetTagItem("gen_ai.request.model"));
        Assert.Equal("chat", span.GetTagItem("gen_ai.response.model"));
        Assert.Equal("r-1", span.GetTagItem("gen_ai.response.id"));
        Assert.Equal(3L, span.GetTagItem("gen_ai.usage.input_tokens"));
        Assert.Equal(2L, span.GetTagItem("gen_ai.usage.output_tokens"));
        Assert.Equal("ns_test", span.GetTagItem("rawinference.namespace"));
        Assert.Null(span.GetTagItem("error.type"));
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
    }

    [Fact]
    public async Task Attempts_AreChildrenOfTheRequest()
    {
        Fail("first", InferenceErrorCode.ProviderFailed, 503);
        await _gateway.Client.SendAsync(Requests.Chat("both", "hi"));

        Activity[] attempts = [.. _telemetry.Attempts];
        Assert.Equal(2, attempts.Length);
        Assert.All(attempts, attempt => Assert.Equal(_telemetry.Request.SpanId, attempt.ParentSpanId));
        Assert.Equal("first.test", attempts[0].GetTagItem("server.address"));
        Assert.Equal("provider_failed", attempts[0].GetTagItem("error.type"));
        Assert.Equal(503, attempts[0].GetTagItem("http.response.status_code"));
        Assert.Equal(ActivityStatusCode.Error, attempts[0].Status);
        Assert.Null(attempts[1].GetTagItem("error.type"));
        Assert.Equal("second", _telemetry.Request.GetTagItem("gen_ai.provider.name"));
    }

    [Fact]
    public async Task AttemptsOfParts_AreChildrenOfTheRequestToo()
    {
        await _gateway.Client.SendAsync(Requests.Chat("first/chat", "a", "b", "c"));
        Assert.Equal(3, _telemetry.Attempts.Count());
        Assert.All(_telemetry.Attempts, attempt => Assert.Equal(_telemetry.Request.SpanId, attempt.ParentSpanId));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FailedCall_NamesItsErrorAndEndsItsSpanOnce(bool stream)
    {
        _gateway.Connector.Chat = _ => throw FakeAnswers.Failure(InferenceErrorCode.ProviderRefused, 400);
        _gateway.Connector.ChatStream = _ => FakeAnswers.Broken(FakeAnswers.Failure(InferenceErrorCode.ProviderRefused, 400), "a");
        var request = stream ? Requests.Streamed("first/chat", "hi") : Requests.Chat("first/chat", "hi");
        await Assert.ThrowsAsync<InferenceException>(async () => await _gateway.Client.StreamAsync(request).ToListAsync());

        Assert.Equal("provider_refused", _telemetry.Request.GetTagItem("error.type"));
        Assert.Equal(ActivityStatusCode.Error, _telemetry.Request.Status);
        Assert.Equal("provider_refused", Assert.Single(_telemetry.Of("gen_ai.client.operation.duration")).Tags["error.type"]);
        Assert.Empty(_telemetry.Of("gen_ai.client.token.usage"));
    }

    [Fact]
    public async Task RefusedRequest_IsSeenToo()
    {
        await Assert.ThrowsAsync<InferenceException>(() => _gateway.Client.SendAsync(Requests.Chat("nobody/chat", "hi")));
        Assert.Equal("invalid_request", _telemetry.Request.GetTagItem("error.type"));
        Assert.Empty(_telemetry.Attempts);
    }

    [Fact]
    public async Task AbandonedStream_EndsItsSpanAsCanceled()
    {
        await foreach (var _ in _gateway.Client.StreamAsync(Requests.Streamed("first/chat", "hi")))
        {
            break;
        }

        Assert.Equal("canceled", _telemetry.Request.GetTagItem("error.type"));
    }

    [Fact]
    public async Task CallThatCouldNotBeRecorded_IsNoSuccess()
    {
        _gateway.Ledger.Failure = new InferenceException(InferenceErrorCode.Unavailable, "the ledger is away");
        await Assert.ThrowsAsync<InferenceException>(() => _gateway.Client.SendAsync(Requests.Chat("first/chat", "hi")));
        Assert.Equal("unavailable", _telemetry.Request.GetTagItem("error.type"));
    }

    [Fact]
    public async Task CallersSpan_StaysTheCurrentOne()
    {
        await foreach (var _ in _gateway.Client.StreamAsync(Requests.Streamed("first/chat", "hi")))
        {
            Assert.Same(_telemetry.Caller, Activity.Current);
        }

        Assert.Same(_telemetry.Caller, Activity.Current);
        Fail("first", InferenceErrorCode.ProviderRefused, 400);
        await Assert.ThrowsAsync<InferenceException>(() => _gateway.Client.SendAsync(Requests.Chat("first/chat", "hi")));
        Assert.Same(_telemetry.Caller, Activity.Current);
    }

    [Fact]
    public async Task Metrics_HaveDurationAndTokensOfTheTargetThatAnswered()
    {
        _gateway.Connector.Chat = call =>
        {
            _gateway.Clock.Advance(TimeSpan.FromSeconds(1));
            return call.Provider == "first"
                ? throw FakeAnswers.Failure(InferenceErrorCode.ProviderFailed, 500)
                : Task.FromResult(FakeAnswers.Chat("ok"));
        };
        await _gateway.Client.SendAsync(Requests.Chat("both", "hi"));

        var duration = Assert.Single(_telemetry.Of("gen_ai.client.operation.duration"));
        Assert.Equal(2, duration.Value);
        Assert.Equal("second", duration.Tags["gen_ai.provider.name"]);
        Assert.Equal("chat", duration.Tags["gen_ai.request.model"]);
        Assert.False(duration.Tags.ContainsKey("error.type"));
        Assert.Equal(
            [("input", 3.0), ("output", 2.0)],
            _telemetry.Of("gen_ai.client.token.usage").Select(tokens => ((string)tokens.Tags["gen_ai.token.type"]!, tokens.Value)));
    }

    [Fact]
    public async Task EachModality_HasItsOperationAndTheTypeOfWhatComesOut()
    {
        await _gateway.Client.SendAsync(Requests.Chat("first/chat", "hi"));
        await _gateway.Client.SendAsync(Requests.Chat("first/chat", "hi") with { Parameters = new ChatParameters { Schema = Requests.Json("{}") } });
        await _gateway.Client.SendAsync(Requests.Embedding("first/embed", "hi"));
        await _gateway.Client.SendAsync(Requests.Transcription("first/scribe"));
        await _gateway.Client.SendAsync(Requests.Image("first/draw", "hi"));
        await _gateway.Client.SendAsync(Requests.Speech("first/speak", "hi"));

        Assert.Equal(
            [("chat", "text"), ("chat", "json"), ("embeddings", null), ("transcription", "text"), ("image", "image"), ("speech", "speech")],
            _telemetry.Spans.Where(span => span.ParentSpanId == _telemetry.Caller.SpanId)
                .Select(span => ((string?)span.GetTagItem("gen_ai.operation.name"), (string?)span.GetTagItem("gen_ai.output.type"))));
    }

    [Fact]
    public async Task WhatIsBilledOtherwise_CountsNoTokens()
    {
        _gateway.Connector.Speak = call => Task.FromResult(
            FakeAnswers.Speech(call.Prompt) with { Usage = new TokenUsage { Prompt = 0, Completion = 0, Characters = 2 } });
        await _gateway.Client.SendAsync(Requests.Speech("first/speak", "hi"));

        Assert.Null(_telemetry.Request.GetTagItem("gen_ai.usage.input_tokens"));
        Assert.Null(_telemetry.Request.GetTagItem("gen_ai.usage.output_tokens"));
        Assert.Empty(_telemetry.Of("gen_ai.client.token.usage"));
        Assert.Single(_telemetry.Of("gen_ai.client.operation.duration"));
    }

    [Fact]
    public async Task NamesThatOnlyACallerKnows_MakeNoTimeSeries()
    {
        await _gateway.Client.SendAsync(Requests.Chat("first/made-up", "hi"));
        Assert.Equal("other", _telemetry.Of("gen_ai.client.operation.duration").Single().Tags["gen_ai.request.model"]);

        await Assert.ThrowsAsync<InferenceException>(() => _gateway.Client.SendAsync(
            Requests.Body("""{"provider": "first", "model": "chat", "task": "made-up-task", "inputs": {"prompts": ["hi"]}}""")));
        Assert.Equal("inference", _telemetry.Of("gen_ai.client.operation.duration").Last().Tags["gen_ai.operation.name"]);
        Assert.DoesNotContain("made-up-task", _telemetry.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoTag_HasContentOrAUrlOrAKey()
    {
        _gateway.Connector.Transcribe = _ => throw FakeAnswers.Failure(InferenceErrorCode.ProviderFailed, 500);
        var request = Requests.Body(
            """{"provider": "first", "model": "chat", "inputs": {"prompts": ["a-secret-prompt"], "image_url": "https://127.0.0.1/presigned"}}""");

        // Whether or not such a URL is refused, nothing of it may show.
        await Record.ExceptionAsync(() => _gateway.Client.SendAsync(request));
        await _gateway.Client.StreamAsync(Requests.Streamed("first/chat", "a-secret-prompt")).ToListAsync();
        await Assert.ThrowsAsync<InferenceException>(() => _gateway.Client.SendAsync(Requests.Transcription("first/scribe", "a-secret-prompt")));

        Assert.Contains("gen_ai.request.model=scribe", _telemetry.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", _telemetry.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain("://", _telemetry.Everything, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync()
    {
        _telemetry.Dispose();
        return _gateway.DisposeAsync();
    }

    private void Fail(string provider, InferenceErrorCode code, int status) => _gateway.Connector.Chat = call =>
        call.Provider == provider ? throw FakeAnswers.Failure(code, status) : Task.FromResult(FakeAnswers.Chat("ok"));
}
