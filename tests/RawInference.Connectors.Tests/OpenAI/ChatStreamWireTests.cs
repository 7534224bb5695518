using RawInference.Chat;
using RawInference.Core.Chat;
using RawInference.Usage;

namespace RawInference.Connectors.Tests.OpenAI;

public class ChatStreamWireTests
{
    private const string End = """

        data: {"id":"c1","model":"m1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

        data: {"id":"c1","model":"m1","choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}

        data: [DONE]


        """;

    private static ChatProbe Probe(string events, params (string Name, string Value)[] quirks) =>
        new(new CannedHandler(events, mediaType: "text/event-stream"), "gpt-4o", true, quirks);

    [Fact]
    public async Task Stream_IsAskedForAndReadWhole()
    {
        var probe = Probe("""
            : OPENROUTER PROCESSING

            data: {"id":"c1","model":"m1","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}

            data: {"id":"c1","model":"m1","choices":[{"index":0,"delta":{"reasoning_content":"Hm"}}]}

            data: {"id":"c1","model":"m1","choices":[{"index":0,"delta":{"content":"Hel"}}]}

            data: {"id":"c1","model":"m1","choices":[{"index":0,"delta":{"content":"lo"}}]}

            """ + End);
        var chunks = await probe.StreamAsync(ChatParameters.Default);

        JsonText.AssertSame(
            """{"model":"gpt-4o","messages":[{"role":"user","content":"Hi"}],"stream":true,"stream_options":{"include_usage":true}}""",
            probe.RequestBody);
        Assert.Equal(
            [
                new ChatChunk { Delta = new ChatDelta { Reasoning = "Hm" }, ResponseId = "c1", Model = "m1" },
                new ChatChunk { Delta = new ChatDelta { Text = "Hel" } },
                new ChatChunk { Delta = new ChatDelta { Text = "lo" } },
                new ChatChunk { Delta = new ChatDelta { FinishReason = "stop" } },
                new ChatChunk { Usage = new TokenUsage { Prompt = 3, Completion = 2 } },
            ],
            chunks);
    }

    [Fact]
    public async Task ToolCallFragments_KeepTheirIndexes()
    {
        var chunks = await Probe("""
            data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":""}}]}}]}

            data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"x\":"}}]}}]}

            data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"1}"}},{"index":1,"id":"b","function":{"name":"g","arguments":"{}"}}]}}]}

            """ + End).StreamAsync(ChatParameters.Default);

        Assert.Equal(
            [new ToolCallDelta(0, "a", "f", null), new ToolCallDelta(0, null, null, "{\"x\":"), new ToolCallDelta(0, null, null, "1}"), new ToolCallDelta(1, "b", "g", "{}")],
            chunks.Select(chunk => chunk.Delta?.ToolCall).OfType<ToolCallDelta>());
    }

    [Fact]
    public async Task CallsWithoutIndex_AreToldApartByTheirIds()
    {
        var chunks = await Probe("""
            data: {"choices":[{"index":0,"delta":{"tool_calls":[{"id":"a","function":{"name":"f","arguments":"{}"}},{"id":"b","function":{"name":"f","arguments":"{}"}}]}}]}

            """ + End).StreamAsync(ChatParameters.Default);

        Assert.Equal([0, 1], chunks.Select(chunk => chunk.Delta?.ToolCall).OfType<ToolCallDelta>().Select(call => call.Index));
    }

    [Fact]
    public async Task SeveralChoices_AreInterleaved()
    {
        var chunks = await Probe("""
            data: {"choices":[{"index":1,"delta":{"content":"b"}},{"index":0,"delta":{"content":"a"}}]}

            data: {"choices":[{"index":1,"delta":{},"finish_reason":"length"}]}

            """ + End).StreamAsync(new ChatParameters { Count = 2 });

        Assert.Equal(
            [(1, "b", null), (0, "a", null), (1, null, "length"), (0, null, "stop")],
            chunks.Select(chunk => chunk.Delta).OfType<ChatDelta>().Select(delta => (delta.Index, delta.Text, delta.FinishReason)));
    }

    [Theory]
    [InlineData("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n", InferenceErrorCode.StreamCut)]
    [InlineData("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\n\n", InferenceErrorCode.StreamCut)]
    [InlineData("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\ndata: [DONE]\n\n", InferenceErrorCode.StreamCut)]
    [InlineData("data: [DONE]\n\n", InferenceErrorCode.StreamCut)]
    [InlineData("", InferenceErrorCode.StreamCut)]
    [InlineData("data: {\"choices\":[{\"index\":0,\"del\n\n", InferenceErrorCode.ProviderInvalidAnswer)]
    [InlineData("data: 7\n\n", InferenceErrorCode.ProviderInvalidAnswer)]
    [InlineData("data: {\"error\":{\"message\":\"overloaded\",\"type\":\"server_error\"}}\n\n", InferenceErrorCode.ProviderFailed)]
    [InlineData("data: {\"error\":{\"message\":\"slow\",\"code\":429}}\n\n", InferenceErrorCode.ProviderRateLimited)]
    [InlineData("event: error\ndata: {\"error\":\"boom\"}\n\n", InferenceErrorCode.ProviderFailed)]
    public async Task StreamThatIsNotComplete_IsATypedError(string events, InferenceErrorCode expected)
    {
        var error = await Assert.ThrowsAsync<InferenceException>(() => Probe(events).StreamAsync(ChatParameters.Default));
        Assert.Equal(expected, error.Code);
    }

    [Fact]
    public async Task FewerCompletionsThanAsked_AreNoAnswer()
    {
        var streamed = await Assert.ThrowsAsync<InferenceException>(() => Probe(End).StreamAsync(new ChatParameters { Count = 2 }));
        var whole = await Assert.ThrowsAsync<InferenceException>(() => new ChatProbe(
            new CannedHandler("""{"choices":[{"index":0,"finish_reason":"stop","message":{"content":"a"}}]}"""), "gpt-4o").SendAsync(new ChatParameters { Count = 2 }));

        Assert.Equal((InferenceErrorCode.StreamCut, InferenceErrorCode.ProviderInvalidAnswer), (streamed.Code, whole.Code));
        Assert.Contains("has 1 of the 2 completions", streamed.Message, StringComparison.Ordinal);
        Assert.Contains("has 1 of the 2 completions", whole.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ErrorFrame_ComesAfterTheDeltasBeforeIt()
    {
        var texts = new List<string?>();
        var service = Probe("""
            data: {"choices":[{"index":0,"delta":{"content":"a"}}]}

            data: {"error":{"message":"boom","code":"server_error"}}


            """).Service();
        var error = await Assert.ThrowsAsync<InferenceException>(async () =>
        {
            await foreach (var content in service.GetStreamingChatMessageContentsAsync(ChatHistoryMapping.ToHistory([ChatProbe.User("Hi")])))
            {
                texts.Add(content.Content);
            }
        });

        Assert.Equal(["a"], texts);
        Assert.Equal(("server_error", "acme says: boom"), (error.ProviderCode, error.Message));
    }

    [Fact]
    public async Task ServerWithoutDone_NeedsAFinishReasonOnly()
    {
        var probe = Probe("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\n\n", ("stream_done", "false"), ("stream_usage", "false"));
        var chunks = await probe.StreamAsync(ChatParameters.Default);

        Assert.Equal("stop", chunks[^1].Delta!.FinishReason);
        Assert.DoesNotContain("stream_options", probe.RequestBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServerWithoutDoneThatStops_IsCut()
    {
        var probe = Probe("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n", ("stream_done", "false"));
        var error = await Assert.ThrowsAsync<InferenceException>(() => probe.StreamAsync(ChatParameters.Default));
        Assert.Equal(InferenceErrorCode.StreamCut, error.Code);
    }

    [Theory]
    [InlineData("""{"error":{"message":"no"}}""", InferenceErrorCode.ProviderFailed)]
    [InlineData("""{"choices":[]}""", InferenceErrorCode.ProviderInvalidAnswer)]
    public async Task WholeAnswerInsteadOfAStream_IsAnError(string answer, InferenceErrorCode expected)
    {
        var probe = new ChatProbe(new CannedHandler(answer), "gpt-4o");
        var error = await Assert.ThrowsAsync<InferenceException>(() => probe.StreamAsync(ChatParameters.Default));
        Assert.Equal(expected, error.Code);
    }
}
