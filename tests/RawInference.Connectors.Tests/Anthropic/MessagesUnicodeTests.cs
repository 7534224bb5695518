using System.Text.Json;
using RawInference.Chat;
using RawInference.Core.Chat;

namespace RawInference.Connectors.Tests.Anthropic;

/// <summary>JSON in which a model, or a caller, wrote half of a surrogate pair: a parser takes it, and a writer does not.</summary>
public class MessagesUnicodeTests
{
    private const string Search =
        """{"type":"server_tool_use","id":"t","name":"web_search","input":{"query":"\ud83d"} }""";

    private const string Cited = """{"type":"text","text":"a","citations":[{"type":"char_location","cited_text":"b\ude00"}]}""";

    [Fact]
    public async Task ArgumentsThatGoBack_AreRepaired()
    {
        var probe = MessagesProbe.OfAnswer(MessagesProbe.Hello);
        await probe.SendAsync(
            null, null, MessagesProbe.User("Hi"), new ChatMessage { Role = ChatRole.Assistant, ToolCalls = [new ToolCall("a", "f", """{"x":"\ud83d"}""")] });

        Assert.Equal("\ufffd", Turn(probe)[0].GetProperty("input").GetProperty("x").GetString());
    }

    [Fact]
    public async Task BlocksAndCitations_AreReadAndGoBackRepaired()
    {
        var probe = MessagesProbe.OfAnswer($$"""{"content":[{{Search}},{{Cited}}],"stop_reason":"end_turn"}""");
        var output = (await probe.SendAsync()).Output;
        await probe.SendAsync(null, null, MessagesProbe.User("Hi"), ChatHistoryMapping.MessageOf(output));

        Assert.Equal("b\ufffd", output.Citations!.Value[0].GetProperty("cited_text").GetString());
        Assert.Equal("\ufffd", Turn(probe)[0].GetProperty("input").GetProperty("query").GetString());
    }

    [Fact]
    public async Task StreamedInputAndCitations_AreReadToo()
    {
        var chunks = await MessagesProbe.OfEvents("""
            data: {"type":"content_block_start","index":0,"content_block":{"type":"server_tool_use","id":"t","name":"web_search","input":{}}}

            data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\"query\":\"\\ud83d\"}"}}

            data: {"type":"content_block_delta","index":0,"delta":{"type":"citations_delta","citation":{"cited_text":"b\ude00"}}}

            data: {"type":"message_delta","delta":{"stop_reason":"end_turn"}}

            data: {"type":"message_stop"}


            """).StreamAsync();

        Assert.Equal("\ufffd", chunks[^1].ProviderState!.Value.GetProperty("content")[0].GetProperty("input").GetProperty("query").GetString());
        Assert.Equal("b\ufffd", chunks[^1].Citations!.Value[0].GetProperty("cited_text").GetString());
    }

    private static JsonElement Turn(MessagesProbe probe) => JsonText.Element(probe.RequestBody).GetProperty("messages")[1].GetProperty("content");
}
