using RawInference.Chat;
using RawInference.Usage;

namespace RawInference.Connectors.Tests.OpenAI;

public class ResponsesStreamWireTests
{
    private static ChatProbe Probe(string events) => new(new CannedHandler(events, mediaType: "text/event-stream"), "gpt-5-pro");

    [Fact]
    public async Task Stream_IsAskedForAndReadWhole()
    {
        var probe = Probe("""
            event: response.created
            data: {"type":"response.created","response":{"id":"resp_1","model":"m1","status":"in_progress"}}

            data: {"type":"response.reasoning_summary_part.added","output_index":0,"summary_index":0}

            data: {"type":"response.reasoning_summary_text.delta","output_index":0,"delta":"First"}

            data: {"type":"response.reasoning_summary_part.added","output_index":0,"summary_index":1}

            data: {"type":"response.reasoning_summary_text.delta","output_index":0,"delta":"Then"}

            data: {"type":"response.output_text.delta","output_index":1,"delta":"Hel","logprobs":[]}

            data: {"type":"response.output_text.delta","output_index":1,"delta":"lo"}

            data: {"type":"response.output_item.added","output_index":2,"item":{"type":"function_call","call_id":"c1","name":"f","arguments":""}}

            data: {"type":"response.function_call_arguments.delta","output_index":2,"delta":"{}"}

            data: {"type":"response.output_item.done","output_index":2,"item":{"type":"function_call","call_id":"c1","name":"f","arguments":"{}"}}

            data: {"type":"response.output_item.added","output_index":3,"item":{"type":"function_call","call_id":"c2","name":"g","arguments":""}}

            data: {"type":"response.output_item.done","output_index":3,"item":{"type":"function_call","call_id":"c2","name":"g","arguments":"[]"}}

            data: {"type":"response.completed","response":{"id":"resp_1","model":"m1","status":"completed","output":[{"type":"reasoning","encrypted_content":"abc"},{"type":"function_call","call_id":"c1","name":"f","arguments":"{}"},{"type":"function_call","call_id":"c2","name":"g","arguments":"[]"}],"usage":{"input_tokens":1,"output_tokens":2,"total_tokens":3}}}


            """);
        var chunks = await probe.StreamAsync(ChatParameters.Default);

        JsonText.AssertSame(
            """
            {"model":"gpt-5-pro","input":[{"type":"message","role":"user","content":"Hi"}],"store":false,"stream":true,
             "include":["reasoning.encrypted_content"]}
            """,
            probe.RequestBody);
        Assert.Equal(("resp_1", "m1"), (chunks[0].ResponseId, chunks[0].Model));
        Assert.Equal("First\n\nThen", string.Concat(chunks.Select(chunk => chunk.Delta?.Reasoning)));
        Assert.Equal("Hello", string.Concat(chunks.Select(chunk => chunk.Delta?.Text)));
        Assert.Equal(
            [new ToolCallDelta(0, "c1", "f", null), new ToolCallDelta(0, null, null, "{}"), new ToolCallDelta(1, "c2", "g", null), new ToolCallDelta(1, null, null, "[]")],
            chunks.Select(chunk => chunk.Delta?.ToolCall).OfType<ToolCallDelta>());
        Assert.Equal((FinishReason.ToolCalls, new TokenUsage { Prompt = 1, Completion = 2 }), (chunks[^1].Delta!.FinishReason, chunks[^1].Usage));
        JsonText.AssertSame(
            """{"dialect":"openai.responses","items":[{"type":"reasoning","encrypted_content":"abc"},{"type":"function_call","call_id":"c1"},{"type":"function_call","call_id":"c2"}]}""",
            chunks[^1].ProviderState!.Value.GetRawText());
    }

    [Theory]
    [InlineData("""{"type":"response.output_text.delta","delta":"a"}""", InferenceErrorCode.StreamCut)]
    [InlineData("""{"type":"response.failed","response":{"status":"failed","error":{"code":"server_error","message":"x"}}}""", InferenceErrorCode.ProviderFailed)]
    [InlineData("""{"type":"error","code":"rate_limit_exceeded","message":"x"}""", InferenceErrorCode.ProviderRateLimited)]
    [InlineData("""{"type":"response.function_call_arguments.delta","output_index":0,"delta":"x"}""", InferenceErrorCode.ProviderInvalidAnswer)]
    [InlineData("""{"delta":"a"}""", InferenceErrorCode.ProviderInvalidAnswer)]
    public async Task StreamThatIsNotComplete_IsATypedError(string frame, InferenceErrorCode expected)
    {
        var error = await Assert.ThrowsAsync<InferenceException>(() => Probe($"data: {frame}\n\n").StreamAsync(ChatParameters.Default));
        Assert.Equal(expected, error.Code);
    }

    [Fact]
    public async Task RefusalAndLimit_AreTold()
    {
        var chunks = await Probe("""
            data: {"type":"response.refusal.delta","delta":"No."}

            data: {"type":"response.incomplete","response":{"status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"output":[]}}


            """).StreamAsync(ChatParameters.Default);

        Assert.Equal(("No.", FinishReason.Length), (chunks[0].Delta!.Refusal, chunks[^1].Delta!.FinishReason));
    }

    [Fact]
    public async Task WhatCameInNoDelta_IsInTheLastEvent()
    {
        var chunks = await Probe("""
            data: {"type":"response.completed","response":{"status":"completed","output":[{"type":"reasoning","summary":[{"text":"Hm"}]},{"type":"message","content":[{"type":"output_text","text":"Hello"}]},{"type":"function_call","call_id":"c1","name":"f","arguments":"{}"}]}}


            """).StreamAsync(ChatParameters.Default);

        Assert.Equal(
            [
                new ChatDelta { Reasoning = "Hm" },
                new ChatDelta { Text = "Hello" },
                new ChatDelta { ToolCall = new ToolCallDelta(0, "c1", "f", "{}") },
                new ChatDelta { FinishReason = FinishReason.ToolCalls },
            ],
            chunks.Select(chunk => chunk.Delta));
    }

    [Fact]
    public async Task ErrorInTheStream_HasTheRequestsId()
    {
        var handler = new CannedHandler("data: {\"type\":\"error\",\"code\":\"server_error\",\"message\":\"x\"}\n\n", mediaType: "text/event-stream")
        {
            ResponseHeaders = { ("x-request-id", "req_1") },
        };
        var error = await Assert.ThrowsAsync<InferenceException>(() => new ChatProbe(handler, "gpt-5-pro").StreamAsync(ChatParameters.Default));
        Assert.Equal(("req_1", 200, "server_error"), (error.ProviderRequestId, error.ProviderStatus, error.ProviderCode));
    }
}
