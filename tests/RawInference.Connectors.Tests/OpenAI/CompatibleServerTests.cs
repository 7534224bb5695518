using RawInference.Chat;
using RawInference.Core.Chat;
using RawInference.Usage;

namespace RawInference.Connectors.Tests.OpenAI;

/// <summary>What servers that speak the dialect write differently, word for word.</summary>
public class CompatibleServerTests
{
    private const string Done = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

    private static Task<IReadOnlyList<ChatChunk>> StreamAsync(string events) =>
        new ChatProbe(new CannedHandler(events, mediaType: "text/event-stream"), "local", false).StreamAsync(ChatParameters.Default);

    private static async Task<ChatOutput> OutputAsync(string choice, ChatProbe? probe = null) =>
        Assert.Single(await (probe ?? new ChatProbe(new CannedHandler($$"""{"choices":[{{choice}}]}"""), "local", false)).SendAsync(ChatParameters.Default)).Output;

    [Fact]
    public async Task ContentAsAList_IsTextAndThinking()
    {
        const string Parts = """
            [{"type":"thinking","thinking":[{"type":"text","text":"Hm"},{"type":"text","text":"m"}]},{"type":"text","text":"Hel"},{"type":"text","text":"lo"}]
            """;
        var output = await OutputAsync($$"""{"finish_reason":"stop","message":{"role":"assistant","content":{{Parts}} } }""");
        var chunks = await StreamAsync($$"""data: {"choices":[{"index":0,"delta":{"content":{{Parts.Trim()}} } }]}""" + "\n\n" + Done);

        Assert.Equal(("Hello", "Hmm"), (output.Text, output.Reasoning));
        Assert.Equal(new ChatDelta { Text = "Hello", Reasoning = "Hmm" }, chunks[0].Delta);
    }

    [Theory]
    [InlineData("""{"content":[{"type":"text","text":"a"},{"type":"reference","reference_ids":[1]}]}""", "reference")]
    [InlineData("""{"content":null,"audio":{"id":"a","data":"AA==","transcript":"hi"}}""", "audio")]
    [InlineData("""{"content":"a","images":[{"type":"image_url"}]}""", "images")]
    public async Task ContentWithoutAField_IsTold(string message, string what)
    {
        var probe = new ChatProbe(new CannedHandler($$"""{"choices":[{"finish_reason":"stop","message":{{message}} }]}"""), "local", false);
        await OutputAsync("", probe);

        var warning = Assert.Single(probe.Warnings);
        Assert.Equal(WarningCodes.ProviderNotice, warning.Code);
        Assert.Contains($"'{what}'", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EmptyFinishReason_IsNoEnd()
    {
        var chunks = await StreamAsync("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"finish_reason\":\"\"}]}\n\n" + Done);
        Assert.Equal(["stop"], chunks.Select(chunk => chunk.Delta?.FinishReason).Where(reason => reason is not null));
    }

    [Theory]
    [InlineData("eos", FinishReason.Stop)]
    [InlineData("model_length", FinishReason.Length)]
    [InlineData("content_filter", FinishReason.ContentFilter)]
    [InlineData("function_call", FinishReason.ToolCalls)]
    [InlineData("something_new", "something_new")]
    public async Task FinishReasons_AreTheContractsWords(string word, string expected)
    {
        var output = await OutputAsync($$$"""{"finish_reason":"{{{word}}}","message":{"content":"x"}}""");
        var chunks = await StreamAsync($$$"""data: {"choices":[{"index":0,"delta":{"content":"x"},"finish_reason":"{{{word}}}"}]}""" + "\n\ndata: [DONE]\n\n");
        Assert.Equal((expected, expected), (output.FinishReason, chunks[^1].Delta!.FinishReason));
    }

    [Theory]
    [InlineData("""{"index":0,"delta":{"content":"x"},"message":{"content":"x"},"finish_reason":"error"}""", InferenceErrorCode.ProviderFailed)]
    [InlineData("""{"index":0,"delta":{"content":"x"},"message":{"content":"x"},"finish_reason":"insufficient_system_resource"}""", InferenceErrorCode.ProviderFailed)]
    [InlineData("""{"index":0,"delta":{"content":"x"},"message":{"content":"x"},"finish_reason":"error","error":{"code":429,"message":"slow"}}""", InferenceErrorCode.ProviderRateLimited)]
    public async Task ChoiceThatFailed_IsAnError(string choice, InferenceErrorCode expected)
    {
        var whole = await Assert.ThrowsAsync<InferenceException>(() => OutputAsync(choice));
        var streamed = await Assert.ThrowsAsync<InferenceException>(() => StreamAsync($$"""data: {"choices":[{{choice}}]}""" + "\n\n" + Done));
        Assert.Equal((expected, expected), (whole.Code, streamed.Code));
    }

    [Fact]
    public async Task ForcedCall_WaitsForItsResult()
    {
        var output = await OutputAsync("""
            {"finish_reason":"stop","message":{"content":"","tool_calls":[{"id":"","type":"function","function":{"name":"f","arguments":{"x":1}}}]}}
            """);
        var chunks = await StreamAsync("""data: {"choices":[{"index":0,"delta":{"tool_calls":[{"function":{"name":"f","arguments":{"x":1}}}]}}]}""" + "\n\n" + Done);

        Assert.Equal((FinishReason.ToolCalls, """{"x":1}"""), (output.FinishReason, Assert.Single(output.ToolCalls).Arguments));
        Assert.StartsWith("call_", output.ToolCalls[0].Id, StringComparison.Ordinal);
        Assert.StartsWith("call_", chunks[0].Delta!.ToolCall!.Id, StringComparison.Ordinal);
        Assert.Equal(("""{"x":1}""", FinishReason.ToolCalls), (chunks[0].Delta!.ToolCall!.Arguments, chunks[^1].Delta!.FinishReason));
    }

    [Theory]
    [InlineData("""{"index":0,"id":"a","function":{"name":"f","arguments":"{"}}""", """{"index":0,"id":"a","function":{"arguments":"}"}}""", 1)]
    [InlineData("""{"id":"a","function":{"name":"f","arguments":"{"}}""", """{"id":"a","function":{"name":"f","arguments":"}"}}""", 1)]
    [InlineData("""{"id":"a","function":{"name":"f","arguments":"{"}}""", """{"function":{"arguments":"}"}}""", 1)]
    [InlineData("""{"index":0,"id":"a","function":{"name":"f","arguments":"{"}}""", """{"index":0,"id":"","function":{"name":"","arguments":"}"}}""", 1)]
    [InlineData("""{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}""", """{"index":0,"id":"b","function":{"name":"f","arguments":"{}"}}""", 2)]
    [InlineData("""{"function":{"name":"f","arguments":"{}"}}""", """{"function":{"name":"g","arguments":"{}"}}""", 2)]
    [InlineData("""{"index":1,"id":"a","function":{"name":"f","arguments":"{}"}}""", """{"index":2,"id":"b","function":{"name":"f","arguments":"{}"}}""", 2)]
    public async Task FragmentsOfCalls_AreToldApart(string first, string second, int calls)
    {
        var chunks = await StreamAsync(
            $$"""data: {"choices":[{"index":0,"delta":{"tool_calls":[{{first}}]} }]}""" + "\n\n"
            + $$"""data: {"choices":[{"index":0,"delta":{"tool_calls":[{{second}}]} }]}""" + "\n\n" + Done);
        var fragments = chunks.Select(chunk => chunk.Delta?.ToolCall).OfType<ToolCallDelta>().ToArray();

        Assert.Equal([0, calls - 1], fragments.Select(fragment => fragment.Index));
        Assert.Equal("{}", string.Concat(fragments.Where(fragment => fragment.Index == 0).Select(fragment => fragment.Arguments)));
        Assert.Equal(calls, fragments.Count(fragment => fragment is { Id.Length: > 0, Name.Length: > 0 }));
    }

    [Theory]
    [InlineData("""{"choices":[],"x_groq":{"id":"r","usage":{"queue_time":0.1,"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}}""")]
    [InlineData("""{"choices":[{"index":0,"delta":{},"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}]}""")]
    [InlineData("""{"choices":null,"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}""")]
    public async Task UsageOfAStream_IsFoundWhereItIs(string frame)
    {
        var chunks = await StreamAsync($"data: {frame}\n\n{Done}");
        Assert.Equal(new TokenUsage { Prompt = 3, Completion = 2 }, Assert.Single(chunks, chunk => chunk.Usage is not null).Usage);
    }

    [Theory]
    [InlineData(7, true)]
    [InlineData(10, false)]
    public async Task SpokenTokens_AreTheirOwnClass_WithinTheCompletion(int spoken, bool possible)
    {
        var usage = $$$"""{"prompt_tokens":10,"completion_tokens":9,"completion_tokens_details":{"audio_tokens":{{{spoken}}}}}""";
        var probe = new ChatProbe(new CannedHandler($$"""{"choices":[{"finish_reason":"stop","message":{"content":"x"} }],"usage":{{usage}} }"""), "local", false);
        var result = Assert.Single(await probe.SendAsync(ChatParameters.Default));
        Assert.Equal(possible ? new TokenUsage { Prompt = 10, Completion = 9, AudioCompletion = spoken } : null, result.Usage);
    }

    [Theory]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":2,"prompt_cache_hit_tokens":4,"prompt_cache_miss_tokens":6}""", 4L, null)]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":2,"cached_tokens":4}""", 4L, null)]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":2,"prompt_tokens_details":{"cached_tokens":0,"cache_write_tokens":8}}""", 0L, 8L)]
    public async Task CachedTokens_AreTheirOwnClasses(string usage, long? cached, long? written)
    {
        var probe = new ChatProbe(new CannedHandler($$"""{"choices":[{"finish_reason":"stop","message":{"content":"x"} }],"usage":{{usage}} }"""), "local", false);
        var result = Assert.Single(await probe.SendAsync(ChatParameters.Default));
        Assert.Equal(new TokenUsage { Prompt = 10, Completion = 2, CachedPrompt = cached, CacheWritePrompt = written }, result.Usage);
    }
}
