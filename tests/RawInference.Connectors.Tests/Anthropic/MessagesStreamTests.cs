using RawInference.Chat;
using RawInference.Core.Chat;
using RawInference.Usage;

namespace RawInference.Connectors.Tests.Anthropic;

public class MessagesStreamTests
{
    private const string Start = """
        event: message_start
        data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-x-1","content":[],"stop_reason":null,"usage":{"input_tokens":11,"cache_creation_input_tokens":3,"cache_read_input_tokens":4,"cache_creation":{"ephemeral_5m_input_tokens":1,"ephemeral_1h_input_tokens":2},"output_tokens":1}}}

        """;

    private const string End = """

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":20}}

        event: message_stop
        data: {"type":"message_stop"}


        """;

    [Fact]
    public async Task Stream_IsAskedForAndReadWhole()
    {
        var probe = MessagesProbe.OfEvents(Start + """

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

            event: ping
            data: {"type":"ping"}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hel"}}

            event: something_new
            data: {"type":"something_new","x":1}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"lo"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            """ + End);
        var chunks = await probe.StreamAsync();

        JsonText.AssertSame("""{"model":"claude-x","max_tokens":4096,"messages":[{"role":"user","content":"Hi"}],"stream":true}""", probe.RequestBody);
        Assert.Equal(
            [
                new ChatChunk { ResponseId = "msg_1", Model = "claude-x-1" },
                new ChatChunk { Delta = new ChatDelta { Text = "Hel" } },
                new ChatChunk { Delta = new ChatDelta { Text = "lo" } },
                new ChatChunk
                {
                    Delta = new ChatDelta { FinishReason = FinishReason.Stop },
                    Usage = new TokenUsage { Prompt = 18, Completion = 20, CachedPrompt = 4, CacheWritePrompt = 3, CacheWriteLongPrompt = 2 },
                },
            ],
            chunks);
        Assert.Empty(probe.Warnings);
    }

    [Fact]
    public async Task CumulativeUsage_ReplacesWhatTheStartSaid()
    {
        var chunks = await MessagesProbe.OfEvents(Start + """

            data: {"type":"message_delta","delta":{},"usage":{"output_tokens":5}}

            data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":30,"cache_read_input_tokens":null,"output_tokens":20,"output_tokens_details":{"thinking_tokens":7}}}

            data: {"type":"message_stop"}


            """).StreamAsync();

        Assert.Equal([5, 20], chunks.Select(chunk => chunk.Usage?.Completion).OfType<long>());
        Assert.Equal(
            new TokenUsage { Prompt = 37, Completion = 20, CachedPrompt = 4, CacheWritePrompt = 3, CacheWriteLongPrompt = 2, Reasoning = 7 },
            chunks[^1].Usage);
    }

    [Fact]
    public async Task UsageOfTheStartAlone_IsNotTheWholeMessages()
    {
        var chunks = await MessagesProbe.OfEvents(Start + """

            data: {"type":"message_delta","delta":{"stop_reason":"end_turn"}}

            data: {"type":"message_stop"}


            """).StreamAsync();
        Assert.All(chunks, chunk => Assert.Null(chunk.Usage));
    }

    [Fact]
    public async Task ThinkingCallsAndCitations_AreStreamed_AndTravelAsState()
    {
        var probe = MessagesProbe.OfEvents(Start + """

            data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

            data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Fi"}}

            data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"rst"}}

            data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"s1"}}

            data: {"type":"content_block_stop","index":0}

            data: {"type":"content_block_start","index":1,"content_block":{"type":"redacted_thinking","data":"xyz"}}

            data: {"type":"content_block_stop","index":1}

            data: {"type":"content_block_start","index":2,"content_block":{"type":"text","text":"","citations":[]}}

            data: {"type":"content_block_delta","index":2,"delta":{"type":"citations_delta","citation":{"type":"char_location","cited_text":"a"}}}

            data: {"type":"content_block_delta","index":2,"delta":{"type":"text_delta","text":"a"}}

            data: {"type":"content_block_stop","index":2}

            data: {"type":"content_block_start","index":3,"content_block":{"type":"tool_use","id":"toolu_1","name":"weather","input":{}}}

            data: {"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":""}}

            data: {"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":"{\"city\":"}}

            data: {"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":"\"Paris\"}"}}

            data: {"type":"content_block_stop","index":3}

            data: {"type":"content_block_start","index":4,"content_block":{"type":"thinking","thinking":"","signature":""}}

            data: {"type":"content_block_delta","index":4,"delta":{"type":"thinking_delta","thinking":"Then"}}

            data: {"type":"content_block_delta","index":4,"delta":{"type":"signature_delta","signature":"s2"}}

            data: {"type":"content_block_stop","index":4}

            data: {"type":"content_block_start","index":5,"content_block":{"type":"tool_use","id":"toolu_2","name":"now","input":{}}}

            data: {"type":"content_block_stop","index":5}

            """ + End.Replace("end_turn", "tool_use", StringComparison.Ordinal));
        var chunks = await probe.StreamAsync();

        Assert.Equal(
            [
                new ChatDelta { Reasoning = "Fi" },
                new ChatDelta { Reasoning = "rst" },
                new ChatDelta { Text = "a" },
                new ChatDelta { ToolCall = new ToolCallDelta(0, "toolu_1", "weather", null) },
                new ChatDelta { ToolCall = new ToolCallDelta(0, null, null, "{\"city\":") },
                new ChatDelta { ToolCall = new ToolCallDelta(0, null, null, "\"Paris\"}") },
                new ChatDelta { Reasoning = "\n\nThen" },
                new ChatDelta { ToolCall = new ToolCallDelta(1, "toolu_2", "now", null) },
                new ChatDelta { ToolCall = new ToolCallDelta(1, null, null, "{}") },
                new ChatDelta { FinishReason = FinishReason.ToolCalls },
            ],
            chunks.Select(chunk => chunk.Delta).OfType<ChatDelta>());
        JsonText.AssertSame("""[{"type":"char_location","cited_text":"a"}]""", chunks[^1].Citations!.Value.GetRawText());
        JsonText.AssertSame(
            """
            {"dialect":"anthropic.messages","content":[
              {"type":"thinking","thinking":"First","signature":"s1"},{"type":"redacted_thinking","data":"xyz"},{"type":"text","length":1},
              {"type":"tool_use","id":"toolu_1"},{"type":"thinking","thinking":"Then","signature":"s2"},{"type":"tool_use","id":"toolu_2"}]}
            """,
            chunks[^1].ProviderState!.Value.GetRawText());
        Assert.Empty(probe.Warnings);
    }

    [Fact]
    public async Task UnknownBlocksAndDeltas_AreToldOnce_AndKeepTheirInput()
    {
        var probe = MessagesProbe.OfEvents(Start + """

            data: {"type":"content_block_start","index":0,"content_block":{"type":"server_tool_use","id":"srv_1","name":"web_search","input":{}}}

            data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\"query\":\"x\"}"}}

            data: {"type":"content_block_delta","index":0,"delta":{"type":"hologram_delta","x":1}}

            data: {"type":"content_block_delta","index":0,"delta":{"type":"hologram_delta","x":2}}

            data: {"type":"content_block_stop","index":0}

            """ + End);
        var chunks = await probe.StreamAsync();

        Assert.Equal(2, chunks.Count);
        Assert.Equal(2, probe.Warnings.Count);
        Assert.All(probe.Warnings, warning => Assert.Equal(WarningCodes.ProviderNotice, warning.Code));
        JsonText.AssertSame(
            """{"dialect":"anthropic.messages","content":[{"type":"server_tool_use","id":"srv_1","name":"web_search","input":{"query":"x"}}]}""",
            chunks[^1].ProviderState!.Value.GetRawText());
    }

    [Fact]
    public async Task Refusal_IsToldWithTheEnd()
    {
        var chunks = await MessagesProbe.OfEvents(Start + """

            data: {"type":"message_delta","delta":{"stop_reason":"refusal","stop_details":{"type":"refusal","category":null,"explanation":"No."}},"usage":{"output_tokens":1}}

            data: {"type":"message_stop"}


            """).StreamAsync();
        Assert.Equal(new ChatDelta { Refusal = "No.", FinishReason = FinishReason.ContentFilter }, chunks[^1].Delta);
    }

    [Fact]
    public async Task RawEvents_AreKeptWhereTheyAreAskedFor()
    {
        var service = MessagesProbe.OfEvents("data: {\"type\":\"ping\"}\n" + End).Service();
        var raw = new List<string>();
        await foreach (var content in service.GetStreamingChatMessageContentsAsync(
            ChatHistoryMapping.ToHistory([MessagesProbe.User("Hi")]), new RawInference.Core.Providers.RawInferenceExecutionSettings { IncludeRaw = true }))
        {
            raw.Add(((ChatChunk)content.InnerContent!).Raw!.Value.GetProperty("type").GetString()!);
        }

        Assert.Equal(["ping", "message_delta", "message_stop"], raw);
    }
}
