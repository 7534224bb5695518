using RawInference.Chat;
using RawInference.Usage;

namespace RawInference.Connectors.Tests.Anthropic;

public class MessagesAnswerTests
{
    [Fact]
    public async Task Answer_IsReadWhole()
    {
        var result = await MessagesProbe.OfAnswer("""
            {"id":"msg_1","type":"message","role":"assistant","model":"claude-opus-4-6","content":[
              {"type":"thinking","thinking":"First","signature":"s1"},
              {"type":"redacted_thinking","data":"xyz"},
              {"type":"text","text":"It says ","citations":null},
              {"type":"text","text":"so.","citations":[{"type":"page_location","cited_text":"so","document_index":0,"start_page_number":1,"end_page_number":2}]},
              {"type":"thinking","thinking":"Then","signature":"s2"},
              {"type":"tool_use","id":"toolu_1","name":"weather","input":{"city":"Paris"},"caller":{"type":"direct"}},
              {"type":"tool_use","id":"toolu_2","name":"now","input":{}}],
             "stop_reason":"tool_use","stop_sequence":null,
             "usage":{"input_tokens":11,"cache_creation_input_tokens":3,"cache_read_input_tokens":4,
                      "cache_creation":{"ephemeral_5m_input_tokens":1,"ephemeral_1h_input_tokens":2},
                      "output_tokens":20,"output_tokens_details":{"thinking_tokens":6},"service_tier":"standard"}}
            """).SendAsync();
        var output = result.Output;

        Assert.Equal(("It says so.", "First\n\nThen", FinishReason.ToolCalls), (output.Text, output.Reasoning, output.FinishReason));
        Assert.Equal([new ToolCall("toolu_1", "weather", """{"city":"Paris"}"""), new ToolCall("toolu_2", "now", "{}")], output.ToolCalls);
        Assert.Equal(("msg_1", "claude-opus-4-6"), (result.ResponseId, result.Model));
        Assert.Null(output.Refusal);
        Assert.Equal(
            new TokenUsage { Prompt = 18, Completion = 20, CachedPrompt = 4, CacheWritePrompt = 3, CacheWriteLongPrompt = 2, Reasoning = 6 },
            result.Usage);
        Assert.Equal(11, result.Usage!.FreshPrompt);
        JsonText.AssertSame(
            """[{"type":"page_location","cited_text":"so","document_index":0,"start_page_number":1,"end_page_number":2}]""",
            output.Citations!.Value.GetRawText());
        JsonText.AssertSame(
            """
            {"dialect":"anthropic.messages","content":[
              {"type":"thinking","thinking":"First","signature":"s1"},{"type":"redacted_thinking","data":"xyz"},
              {"type":"text","length":8},{"type":"text","length":3},
              {"type":"thinking","thinking":"Then","signature":"s2"},
              {"type":"tool_use","id":"toolu_1"},{"type":"tool_use","id":"toolu_2"}]}
            """,
            output.ProviderState!.Value.GetRawText());
    }

    [Theory]
    [InlineData("end_turn", FinishReason.Stop)]
    [InlineData("stop_sequence", FinishReason.Stop)]
    [InlineData("max_tokens", FinishReason.Length)]
    [InlineData("model_context_window_exceeded", FinishReason.Length)]
    [InlineData("tool_use", FinishReason.ToolCalls)]
    [InlineData("refusal", FinishReason.ContentFilter)]
    [InlineData("pause_turn", "pause_turn")]
    [InlineData("something_new", "something_new")]
    public async Task StopReasons_AreTheContractsWords(string reason, string expected)
    {
        var whole = await MessagesProbe.OfAnswer($$"""{"content":[],"stop_reason":"{{reason}}"}""").SendAsync();
        var chunks = await MessagesProbe.OfEvents($$"""
            data: {"type":"message_delta","delta":{"stop_reason":"{{reason}}"} }

            data: {"type":"message_stop"}


            """).StreamAsync();

        Assert.Equal((expected, expected), (whole.Output.FinishReason, chunks[^1].Delta!.FinishReason));
    }

    [Fact]
    public async Task EmptyAnswer_IsAnEnd()
    {
        var result = await MessagesProbe.OfAnswer("""{"content":[],"stop_reason":"end_turn","usage":{"input_tokens":3,"output_tokens":1}}""").SendAsync();

        Assert.Equal(("", FinishReason.Stop, new TokenUsage { Prompt = 3, Completion = 1 }), (result.Output.Text, result.Output.FinishReason, result.Usage));
        Assert.Null(result.Output.ProviderState);
    }

    [Theory]
    [InlineData("\"No.\"", "No.")]
    [InlineData("null", "cyber")]
    public async Task Refusal_IsToldInTheProvidersWords_OrByItsKind(string explanation, string expected)
    {
        var probe = MessagesProbe.OfAnswer(
            "{\"content\":[{\"type\":\"text\",\"text\":\"Well\"}],\"stop_reason\":\"refusal\",\"stop_details\":{\"type\":\"refusal\",\"category\":\"cyber\",\"explanation\":"
            + explanation + "}}");
        var output = (await probe.SendAsync()).Output;
        Assert.Equal(("Well", expected, FinishReason.ContentFilter), (output.Text, output.Refusal, output.FinishReason));
    }

    [Fact]
    public async Task BlocksWithoutAField_AreToldOnceAndTravelAsState()
    {
        var probe = MessagesProbe.OfAnswer("""
            {"content":[
              {"type":"server_tool_use","id":"srv_1","name":"web_search","input":{"query":"x"}},
              {"type":"web_search_tool_result","tool_use_id":"srv_1","content":[]},
              {"type":"server_tool_use","id":"srv_2","name":"web_search","input":{}},
              {"type":"hologram","file_id":"f"},
              {"type":"text","text":"x"}],"stop_reason":"end_turn"}
            """);
        var output = (await probe.SendAsync()).Output;

        Assert.Equal("x", output.Text);
        Assert.Equal(3, probe.Warnings.Count);
        Assert.All(probe.Warnings, warning => Assert.Equal(WarningCodes.ProviderNotice, warning.Code));
        JsonText.AssertSame(
            """
            {"dialect":"anthropic.messages","content":[
              {"type":"server_tool_use","id":"srv_1","name":"web_search","input":{"query":"x"}},
              {"type":"web_search_tool_result","tool_use_id":"srv_1","content":[]},
              {"type":"server_tool_use","id":"srv_2","name":"web_search","input":{}},
              {"type":"text","length":1}]}
            """,
            output.ProviderState!.Value.GetRawText());
    }

    [Theory]
    [InlineData("""{"input_tokens":-1,"output_tokens":1}""")]
    [InlineData("""{"input_tokens":"1","output_tokens":1}""")]
    [InlineData("""{"input_tokens":1,"output_tokens":1.5}""")]
    [InlineData("""{"input_tokens":1,"output_tokens":99999999999}""")]
    [InlineData("""{"input_tokens":1,"output_tokens":1,"cache_creation_input_tokens":1,"cache_creation":{"ephemeral_1h_input_tokens":2}}""")]
    [InlineData("""{"input_tokens":1,"output_tokens":1,"output_tokens_details":{"thinking_tokens":2}}""")]
    public async Task UsageThatCannotBeTrue_IsLeftOutWithAWarning(string usage)
    {
        var probe = MessagesProbe.OfAnswer($$"""{"content":[],"stop_reason":"end_turn","usage":{{usage}} }""");

        Assert.Null((await probe.SendAsync()).Usage);
        Assert.Equal(WarningCodes.UsageInvalid, Assert.Single(probe.Warnings).Code);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("""{"input_tokens":3}""")]
    [InlineData("""{"output_tokens":3}""")]
    public async Task UsageThatIsNotThere_StaysUnknown(string usage)
    {
        var probe = MessagesProbe.OfAnswer($$"""{"content":[],"stop_reason":"end_turn","usage":{{usage}} }""");

        Assert.Null((await probe.SendAsync()).Usage);
        Assert.Empty(probe.Warnings);
    }

    [Theory]
    [InlineData("""{"stop_reason":"end_turn"}""")]
    [InlineData("""{"content":[]}""")]
    [InlineData("""{"content":[],"stop_reason":null}""")]
    [InlineData("""{"content":"x","stop_reason":"end_turn"}""")]
    [InlineData("""{"content":[{"text":"x"}],"stop_reason":"end_turn"}""")]
    [InlineData("""{"content":[{"type":"text"}],"stop_reason":"end_turn"}""")]
    [InlineData("""{"content":[{"type":"text","text":"\ud800"}],"stop_reason":"end_turn"}""")]
    [InlineData("""{"content":[{"type":"tool_use","name":"f","input":{}}],"stop_reason":"tool_use"}""")]
    [InlineData("""{"content":[{"type":"tool_use","id":"a","name":"f","input":"x"}],"stop_reason":"tool_use"}""")]
    [InlineData("[]")]
    [InlineData("<html>")]
    [InlineData("")]
    public async Task AnswerThatIsNone_IsInvalid(string answer)
    {
        var error = await Assert.ThrowsAsync<InferenceException>(() => MessagesProbe.OfAnswer(answer).SendAsync());
        Assert.Equal(InferenceErrorCode.ProviderInvalidAnswer, error.Code);
    }
}
