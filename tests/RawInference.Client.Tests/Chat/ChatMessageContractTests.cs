using RawInference.Chat;

namespace RawInference.Client.Tests.Chat;

public class ChatMessageContractTests
{
    [Fact]
    public void ConversationWithTools_IsReadWhole()
    {
        var messages = Given.Chat("""
            {"messages":[
              {"role":"system","content":"be brief"},
              {"role":"developer","content":"and kind"},
              {"role":"user","content":["a","b"],"name":"ann"},
              {"role":"assistant","content":null,"refusal":null,"audio":null,"provider_state":{"k":[1]},"tool_calls":[
                {"id":"c1","type":"function","function":{"name":"f","arguments":"{\"x\":1}"}},
                {"id":"c2","name":"g","arguments":{"y":2}},
                {"id":"c3","name":"h"}]},
              {"role":"tool","tool_call_id":"c1","content":"42"}]}
            """);

        var conversation = Assert.Single(messages.Conversations);
        Assert.Empty(messages.Call.Warnings);
        Assert.Equal([ChatRole.System, ChatRole.Developer, ChatRole.User, ChatRole.Assistant, ChatRole.Tool], conversation.Select(message => message.Role));
        Assert.Equal(("ab", "ann"), (conversation[2].Text, conversation[2].Name));
        Assert.Equal(
            [new ToolCall("c1", "f", """{"x":1}"""), new ToolCall("c2", "g", """{"y":2}"""), new ToolCall("c3", "h", "{}")],
            conversation[3].ToolCalls);
        Assert.Equal("""{"k":[1]}""", conversation[3].ProviderState?.GetRawText());
        Assert.Empty(conversation[3].Parts);
        Assert.Equal(("c1", "42"), (conversation[4].ToolCallId, conversation[4].Text));
    }

    [Theory]
    [InlineData("1", "")]
    [InlineData("\"hi\"", "")]
    [InlineData("null", "")]
    [InlineData("""{"content":"a"}""", ".role")]
    [InlineData("""{"role":"robot","content":"a"}""", ".role")]
    [InlineData("""{"role":1,"content":"a"}""", ".role")]
    [InlineData("""{"role":"user"}""", ".content")]
    [InlineData("""{"role":"user","content":null}""", ".content")]
    [InlineData("""{"role":"user","content":1}""", ".content")]
    [InlineData("""{"role":"user","content":{}}""", ".content")]
    [InlineData("""{"role":"user","content":[]}""", ".content")]
    [InlineData("""{"role":"assistant"}""", ".content")]
    [InlineData("""{"role":"user","content":"a","name":5}""", ".name")]
    [InlineData("""{"role":"tool","content":"a"}""", ".tool_call_id")]
    [InlineData("""{"role":"user","content":"a","tool_call_id":"c"}""", ".tool_call_id")]
    [InlineData("""{"role":"user","content":"a","tool_calls":[{"id":"c","name":"f"}]}""", ".tool_calls")]
    [InlineData("""{"role":"user","content":"a","provider_state":{}}""", ".provider_state")]
    [InlineData("""{"role":"assistant","tool_calls":[]}""", ".tool_calls")]
    [InlineData("""{"role":"assistant","tool_calls":{}}""", ".tool_calls")]
    [InlineData("""{"role":"assistant","tool_calls":[7]}""", ".tool_calls[0]")]
    [InlineData("""{"role":"assistant","tool_calls":[{"name":"f"}]}""", ".tool_calls[0].id")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"c"}]}""", ".tool_calls[0].name")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"c","function":7}]}""", ".tool_calls[0].function")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"c","function":{"name":""}}]}""", ".tool_calls[0].function.name")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"c","name":"f","arguments":[1]}]}""", ".tool_calls[0].arguments")]
    public void WrongMessage_IsRefusedWithItsPath(string message, string path) => Assert.Equal(
        [$"inputs.messages[1]{path}"],
        Given.Refused(Operations.Chat, $$"""{"messages":[{"role":"user","content":"a"},{{message}}]}"""));

    [Theory]
    [InlineData("""{"role":"assistant","content":"a","refusal":"no"}""", ".refusal")]
    [InlineData("""{"role":"assistant","content":"a","reasoning":"so"}""", ".reasoning")]
    [InlineData("""{"role":"user","content":"a","mood":1}""", ".mood")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"c","name":"f","index":0}]}""", ".tool_calls[0].index")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"c","function":{"name":"f","id":"x"}}]}""", ".tool_calls[0].function.id")]
    public void MemberThatIsNotPassedOn_IsAWarning(string message, string path) => Assert.Equal(
        [$"unknown_field inputs.messages[0]{path}"],
        Given.Warned(Given.Chat($$"""{"messages":[{{message}}]}""")));
}
