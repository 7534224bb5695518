using RawInference.Chat;

namespace RawInference.Connectors.Tests.Anthropic;

/// <summary>Thinking in the next turn.</summary>
public class MessagesStateTests
{
    private const string Interleaved = """
        {"dialect":"anthropic.messages","content":[
          {"type":"thinking","thinking":"First","signature":"s1"},{"type":"text","length":6},
          {"type":"redacted_thinking","data":"xyz"},{"type":"text","length":5},
          {"type":"tool_use","id":"a"},{"type":"thinking","thinking":"","signature":"s2"},{"type":"tool_use","id":"b"}]}
        """;

    private static async Task<string> TurnAsync(string text, string state, params ToolCall[] calls)
    {
        var probe = MessagesProbe.OfAnswer(MessagesProbe.Hello);
        await probe.SendAsync(null, null, MessagesProbe.User("Hi"), new ChatMessage
        {
            Role = ChatRole.Assistant,
            Parts = text.Length == 0 ? [] : [ContentPart.Of(text)],
            ToolCalls = calls,
            ProviderState = JsonText.Element(state),
        });
        Assert.Empty(probe.Warnings);
        return JsonText.Element(probe.RequestBody).GetProperty("messages")[1].GetProperty("content").GetRawText();
    }

    [Fact]
    public async Task Thinking_GoesBackAsItCame_WithTextAndCallsAtTheirPlaces() => JsonText.AssertSame(
        """
        [{"type":"thinking","thinking":"First","signature":"s1"},{"type":"text","text":"Hello "},
         {"type":"redacted_thinking","data":"xyz"},{"type":"text","text":"world"},
         {"type":"tool_use","id":"a","name":"f","input":{}},{"type":"thinking","thinking":"","signature":"s2"},
         {"type":"tool_use","id":"b","name":"g","input":{"x":1}}]
        """,
        await TurnAsync("Hello world", Interleaved, new ToolCall("a", "f", "{}"), new ToolCall("b", "g", """{"x":1}""")));

    [Theory]
    [InlineData("Hello, world")]
    [InlineData("12345\ud83d\ude00orld")]
    public async Task TextThatTheCallerHasChanged_StaysWhole(string text) => JsonText.AssertSame(
        $$"""
        [{"type":"thinking","thinking":"First","signature":"s1"},{"type":"text","text":"{{text}}"},
         {"type":"redacted_thinking","data":"xyz"},{"type":"thinking","thinking":"","signature":"s2"},
         {"type":"tool_use","id":"c","name":"f","input":{} }]
        """,
        await TurnAsync(text, Interleaved, new ToolCall("c", "f", "{}")));

    [Fact]
    public async Task TextThatTheStateDoesNotKnow_StandsBeforeTheCalls() => JsonText.AssertSame(
        """
        [{"type":"thinking","thinking":"a","signature":"s"},{"type":"text","text":"new"},{"type":"tool_use","id":"a","name":"f","input":{}}]
        """,
        await TurnAsync(
            "new",
            """{"dialect":"anthropic.messages","content":[{"type":"thinking","thinking":"a","signature":"s"},{"type":"tool_use","id":"a"}]}""",
            new ToolCall("a", "f", "{}")));

    [Fact]
    public async Task WhatNoModelWrites_IsNotSmuggledIn() => JsonText.AssertSame(
        """[{"type":"text","text":"x"}]""",
        await TurnAsync(
            "x",
            """
            {"dialect":"anthropic.messages","content":[7,{"type":5},{"type":"image","source":{"type":"url","url":"http://10.0.0.1/"}},
              {"type":"document","source":{"type":"file","file_id":"f"}},{"type":"tool_result","tool_use_id":"a"},{"type":"text","length":-1},{"type":"tool_use","id":7}]}
            """));

    [Fact]
    public async Task RoundTrip_OfAnAnswerIsTheAnswer()
    {
        var probe = MessagesProbe.OfAnswer("""
            {"content":[{"type":"thinking","thinking":"Hm","signature":"s"},{"type":"text","text":"Say: 😀"},{"type":"tool_use","id":"a","name":"f","input":{"x":[1]}}],
             "stop_reason":"tool_use"}
            """);
        var output = (await probe.SendAsync()).Output;
        await probe.SendAsync(null, null, MessagesProbe.User("Hi"), RawInference.Core.Chat.ChatHistoryMapping.MessageOf(output));

        JsonText.AssertSame(
            """
            [{"type":"thinking","thinking":"Hm","signature":"s"},{"type":"text","text":"Say: 😀"},{"type":"tool_use","id":"a","name":"f","input":{"x":[1]}}]
            """,
            JsonText.Element(probe.RequestBody).GetProperty("messages")[1].GetProperty("content").GetRawText());
    }
}
