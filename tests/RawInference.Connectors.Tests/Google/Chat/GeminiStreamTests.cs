using System.Net;
using System.Text;
using RawInference.Chat;
using RawInference.Core.Chat;
using RawInference.Usage;

namespace RawInference.Connectors.Tests.Google.Chat;

public class GeminiStreamTests
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(30);

    private static string Frame(string text, string rest = "") => "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"" + text + "\"}]}" + rest + "}]}";

    [Fact]
    public async Task Stream_IsReadWhole_WithTheUsageOfItsEnd()
    {
        var probe = GeminiProbe.Streaming(
            """{"candidates":[{"content":{"role":"model","parts":[{"text":"Hm","thought":true}]},"index":0}],"usageMetadata":{"promptTokenCount":3,"totalTokenCount":3},"modelVersion":"m1","responseId":"r1"}""",
            """{"candidates":[{"content":{"parts":[{"text":"Hel"},{"text":"lo"}]},"index":0}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":1,"thoughtsTokenCount":1,"totalTokenCount":9},"modelVersion":"m1","responseId":"r1"}""",
            """{"candidates":[{"content":{"parts":[{"text":""}]},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":2,"thoughtsTokenCount":1,"totalTokenCount":6},"modelVersion":"m1","responseId":"r1"}""");
        var chunks = await probe.StreamAsync();

        Assert.Equal(
            [
                new ChatChunk { Delta = new ChatDelta { Reasoning = "Hm" }, ResponseId = "r1", Model = "m1" },
                new ChatChunk { Delta = new ChatDelta { Text = "Hel" } },
                new ChatChunk { Delta = new ChatDelta { Text = "lo" } },
                new ChatChunk { Delta = new ChatDelta { FinishReason = "stop" } },
                new ChatChunk { Usage = new TokenUsage { Prompt = 3, Completion = 3, Reasoning = 1 } },
            ],
            chunks);
        // Counts on the way need not add up yet.
        Assert.Empty(probe.Warnings);
    }

    [Fact]
    public async Task UsageThatComesAfterTheEnd_IsRead()
    {
        var chunks = await GeminiProbe.Streaming(
            Frame("a", ",\"finishReason\":\"STOP\""), """{"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":2,"totalTokenCount":5}}""").StreamAsync();
        Assert.Equal(new TokenUsage { Prompt = 3, Completion = 2 }, chunks[^1].Usage);
    }

    [Fact]
    public async Task UsageOfTheWayAlone_IsNotTheWholeAnswers()
    {
        var chunks = await GeminiProbe.Streaming(
            """{"candidates":[{"content":{"parts":[{"text":"a"}]}}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":1,"totalTokenCount":4}}""",
            Frame("b", ",\"finishReason\":\"STOP\"")).StreamAsync();
        Assert.All(chunks, chunk => Assert.Null(chunk.Usage));
    }

    [Fact]
    public async Task FinalCountsThatContradictThemselves_ReplaceTheOnesBefore()
    {
        var probe = GeminiProbe.Streaming(
            """{"candidates":[{"content":{"parts":[{"text":"a"}]}}],"usageMetadata":{"promptTokenCount":3,"totalTokenCount":3}}""",
            """{"candidates":[{"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":2,"totalTokenCount":50}}""");
        var chunks = await probe.StreamAsync();

        Assert.All(chunks, chunk => Assert.Null(chunk.Usage));
        Assert.Equal([WarningCodes.UsageInvalid], probe.Warnings.Select(warning => warning.Code));
    }

    [Fact]
    public async Task CallsInTheLastFrame_AreToolCalls()
    {
        var chunks = await GeminiProbe.Streaming(
            Frame("a"),
            """{"candidates":[{"content":{"parts":[{"functionCall":{"id":"c1","name":"f","args":{"x":1}}},{"functionCall":{"id":"c2","name":"g","args":{}}}]},"finishReason":"STOP"}]}""").StreamAsync();

        Assert.Equal(
            [new ToolCallDelta(0, "c1", "f", """{"x":1}"""), new ToolCallDelta(1, "c2", "g", "{}")],
            chunks.Select(chunk => chunk.Delta?.ToolCall).OfType<ToolCallDelta>());
        Assert.Equal("tool_calls", chunks[^1].Delta!.FinishReason);
    }

    [Fact]
    public async Task SafetyAmidTheStream_KeepsTheTextAndSaysSo()
    {
        var chunks = await GeminiProbe.Streaming(Frame("a"), """{"candidates":[{"finishReason":"SAFETY","safetyRatings":[]}]}""").StreamAsync();
        Assert.Equal([("a", null), (null, "content_filter")], chunks.Select(chunk => (chunk.Delta!.Text, chunk.Delta.FinishReason)));
    }

    [Fact]
    public async Task Candidates_AreInterleaved()
    {
        var chunks = await GeminiProbe.Streaming(
            """{"candidates":[{"content":{"parts":[{"text":"a"}]}},{"content":{"parts":[{"text":"b"}]},"index":1,"finishReason":"MAX_TOKENS"}]}""",
            """{"candidates":[{"finishReason":"STOP","index":0}]}""").StreamAsync(new ChatParameters { Count = 2 });
        Assert.Equal(
            [(0, "a", null), (1, "b", null), (1, null, "length"), (0, null, "stop")],
            chunks.Select(chunk => (chunk.Delta!.Index, chunk.Delta.Text, chunk.Delta.FinishReason)));
    }

    [Fact]
    public async Task SourcesThatGrow_AreToldAnew()
    {
        var chunks = await GeminiProbe.Streaming(
            Frame("a", ",\"citationMetadata\":{\"citationSources\":[{\"uri\":\"u1\"}]}"),
            Frame("b", ",\"citationMetadata\":{\"citationSources\":[{\"uri\":\"u2\"}]},\"finishReason\":\"STOP\"")).StreamAsync();
        JsonText.AssertSame("""[{"uri":"u1"},{"uri":"u2"}]""", chunks.Last(chunk => chunk.Citations is not null).Citations!.Value.GetRawText());
    }

    [Fact]
    public async Task CharactersThatAreSplitOverReads_StayWhole()
    {
        var bytes = Encoding.UTF8.GetBytes($"data: {Frame("Grüße, 世界 😀", ",\"finishReason\":\"STOP\"")}\n\n");
        var chunks = await new GeminiProbe(new ByteHandler(bytes)).StreamAsync();
        Assert.Equal("Grüße, 世界 😀", chunks[0].Delta!.Text);
    }

    [Theory]
    [InlineData(InferenceErrorCode.StreamCut)]
    [InlineData(InferenceErrorCode.StreamCut, """{"candidates":[{"content":{"parts":[{"text":"a"}]}}]}""")]
    [InlineData(InferenceErrorCode.StreamCut, """{"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"FINISH_REASON_UNSPECIFIED"}]}""")]
    [InlineData(InferenceErrorCode.StreamCut, """{"usageMetadata":{"promptTokenCount":1,"totalTokenCount":1}}""")]
    [InlineData(InferenceErrorCode.ProviderInvalidAnswer, """{"candidates":[{"con""")]
    [InlineData(InferenceErrorCode.ProviderInvalidAnswer, "7")]
    [InlineData(InferenceErrorCode.ProviderFailed, """{"candidates":[{"content":{"parts":[{"text":"a"}]}}]}""", """{"error":{"code":503,"message":"overloaded","status":"UNAVAILABLE"}}""")]
    [InlineData(InferenceErrorCode.ProviderRateLimited, """{"error":{"code":429,"message":"slow","status":"RESOURCE_EXHAUSTED"}}""")]
    [InlineData(InferenceErrorCode.ProviderContentPolicy, """{"candidates":[{"content":{"parts":[{"text":"a"}]}}]}""", """{"promptFeedback":{"blockReason":"OTHER"}}""")]
    public async Task StreamThatIsNotComplete_IsATypedError(InferenceErrorCode expected, params string[] frames)
    {
        var error = await Assert.ThrowsAsync<InferenceException>(() => GeminiProbe.Streaming(frames).StreamAsync());
        Assert.Equal(expected, error.Code);
    }

    [Fact]
    public async Task FewerCompletionsThanAsked_AreNoAnswer()
    {
        var error = await Assert.ThrowsAsync<InferenceException>(
            () => GeminiProbe.Streaming(Frame("a", ",\"finishReason\":\"STOP\"")).StreamAsync(new ChatParameters { Count = 2 }));
        Assert.Equal(InferenceErrorCode.StreamCut, error.Code);
        Assert.Contains("has 1 of the 2 completions", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"candidates":[{"content":{"parts":[{"text":"a"}]}}]},{"error":{"code":429,"message":"slow","status":"RESOURCE_EXHAUSTED"}}]""", InferenceErrorCode.ProviderRateLimited)]
    [InlineData("""[{"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP"}]}]""", InferenceErrorCode.ProviderInvalidAnswer)]
    [InlineData(GeminiProbe.Answer, InferenceErrorCode.ProviderInvalidAnswer)]
    public async Task ServerThatSendsNoEvents_IsAnError(string body, InferenceErrorCode expected)
    {
        var error = await Assert.ThrowsAsync<InferenceException>(() => GeminiProbe.Of(body).StreamAsync());
        Assert.Equal(expected, error.Code);
    }

    [Theory]
    [InlineData("{\n  \"error\": {\n    \"code\": 429,\n    \"message\": \"slow: \\\"data:\\\"\",\n    \"status\": \"RESOURCE_EXHAUSTED\"\n  }\n}\n", InferenceErrorCode.ProviderRateLimited)]
    [InlineData("{\"error\":{\"code\":429,\"message\":\"slow\",\"status\":\"RESOURCE_EXHAUSTED\"}}", InferenceErrorCode.ProviderRateLimited)]
    [InlineData("{\"error\":{\"code\":429", InferenceErrorCode.StreamCut)]
    [InlineData("{}", InferenceErrorCode.StreamCut)]
    public async Task ErrorThatIsNoEvent_IsTheErrorAllTheSame(string tail, InferenceErrorCode expected)
    {
        var handler = new CannedHandler($"data: {Frame("a")}\n\n{tail}", mediaType: "text/event-stream");
        var error = await Assert.ThrowsAsync<InferenceException>(() => new GeminiProbe(handler).StreamAsync());
        Assert.Equal(expected, error.Code);
    }

    [Fact]
    public async Task CallerWhoCancels_GetsACancellation_AndFreesTheUpstream()
    {
        using var cancellation = new CancellationTokenSource();
        var handler = new ByteHandler(Encoding.UTF8.GetBytes($"data: {Frame("a")}\n\n"), stalls: true);
        var call = new GeminiProbe(handler).StreamAsync(cancellationToken: cancellation.Token);
        await handler.Stalled.Task.WaitAsync(HangGuard);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(HangGuard));
        await handler.Freed.Task.WaitAsync(HangGuard);
    }

    /// <summary>Gives a body byte by byte, and then ends or stalls.</summary>
    private sealed class ByteHandler(byte[] bytes, bool stalls = false) : HttpMessageHandler
    {
        public TaskCompletionSource Stalled { get; } = new();

        public TaskCompletionSource Freed { get; } = new();

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var content = new StreamContent(new ByteStream(this, bytes, stalls)) { Headers = { ContentType = new("text/event-stream") } };
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });
        }

        private sealed class ByteStream(ByteHandler handler, byte[] bytes, bool stalls) : MemoryStream(bytes)
        {
            public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
            {
                var count = Read(buffer.Span[..1]);
                if (count == 0 && stalls)
                {
                    handler.Stalled.TrySetResult();
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                }

                return count;
            }

            protected override void Dispose(bool disposing)
            {
                base.Dispose(disposing);
                handler.Freed.TrySetResult();
            }
        }
    }
}
