using RawInference.Chat;
using RawInference.Media;

namespace RawInference.Connectors.Tests.Anthropic;

public class MessagesConversationTests
{
    private static Task<MessagesProbe> AskAsync(params ChatMessage[] messages) => AskModelAsync(MessagesProbe.Unknown, messages);

    private static async Task<MessagesProbe> AskModelAsync(string model, params ChatMessage[] messages)
    {
        var probe = MessagesProbe.OfAnswer(MessagesProbe.Hello, model);
        await probe.SendAsync(null, null, messages);
        return probe;
    }

    private static ChatMessage Assistant(string text, params ToolCall[] calls) =>
        new() { Role = ChatRole.Assistant, Parts = text.Length == 0 ? [] : [ContentPart.Of(text)], ToolCalls = calls };

    private static ChatMessage Result(string id, params ContentPart[] parts) => new() { Role = ChatRole.Tool, ToolCallId = id, Parts = parts };

    [Fact]
    public async Task SystemMessages_AreKeptInOrder_OneFromTheMiddleIsTold()
    {
        var probe = await AskAsync(
            ChatMessage.Of(ChatRole.System, "Be brief"),
            ChatMessage.Of(ChatRole.Developer, "Be kind"),
            MessagesProbe.User("Hi"),
            ChatMessage.Of(ChatRole.System, "Be French"),
            MessagesProbe.User("Again"));

        JsonText.AssertSame(
            """
            {"model":"claude-x","max_tokens":4096,
             "system":[{"type":"text","text":"Be brief"},{"type":"text","text":"Be kind"},{"type":"text","text":"Be French"}],
             "messages":[{"role":"user","content":[{"type":"text","text":"Hi"},{"type":"text","text":"Again"}]}]}
            """,
            probe.RequestBody);
        var warning = Assert.Single(probe.Warnings);
        Assert.Equal((WarningCodes.ProviderNotice, "inputs.messages[3]"), (warning.Code, warning.Path));
    }

    [Fact]
    public async Task SystemMessageInTheMiddle_FollowsTheUsersTurnWhereTheModelTakesIt()
    {
        var probe = await AskModelAsync(
            "claude-opus-5",
            ChatMessage.Of(ChatRole.System, "Be brief"),
            MessagesProbe.User("Hi"),
            ChatMessage.Of(ChatRole.System, "Be kind"),
            Assistant("Hello", new ToolCall("a", "f", "{}")),
            Result("a", ContentPart.Of("x")),
            ChatMessage.Of(ChatRole.Developer, "Be French"),
            Assistant("Bonjour"),
            ChatMessage.Of(ChatRole.System, "Be quick"),
            MessagesProbe.User("Again"));

        JsonText.AssertSame(
            """
            {"model":"claude-opus-5","max_tokens":128000,"system":"Be brief","messages":[
              {"role":"user","content":"Hi"},
              {"role":"system","content":"Be kind"},
              {"role":"assistant","content":[{"type":"text","text":"Hello"},{"type":"tool_use","id":"a","name":"f","input":{}}]},
              {"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"x"}]},
              {"role":"system","content":"Be French"},
              {"role":"assistant","content":"Bonjour"},
              {"role":"user","content":"Again"},
              {"role":"system","content":"Be quick"}]}
            """,
            probe.RequestBody);
        var warning = Assert.Single(probe.Warnings);
        Assert.Equal((WarningCodes.ProviderNotice, "inputs.messages[7]"), (warning.Code, warning.Path));
    }

    [Fact]
    public async Task SystemMessageThatFollowsNoUser_IsPutAtTheStart()
    {
        var probe = await AskModelAsync(
            "claude-opus-5",
            MessagesProbe.User("Hi"),
            Assistant("Hel"),
            ChatMessage.Of(ChatRole.System, "One"),
            Assistant("lo"),
            ChatMessage.Of(ChatRole.System, "Two"));

        JsonText.AssertSame(
            """
            {"model":"claude-opus-5","max_tokens":128000,"system":[{"type":"text","text":"One"},{"type":"text","text":"Two"}],"messages":[
              {"role":"user","content":"Hi"},
              {"role":"assistant","content":[{"type":"text","text":"Hel"},{"type":"text","text":"lo"}]}]}
            """,
            probe.RequestBody);
        Assert.Equal(["inputs.messages[2]", "inputs.messages[4]"], probe.WarnedPaths);
    }

    [Fact]
    public async Task OneSystemText_IsAString()
    {
        var probe = await AskAsync(ChatMessage.Of(ChatRole.System, "Be brief"), MessagesProbe.User("Hi"));

        JsonText.AssertSame(
            """{"model":"claude-x","max_tokens":4096,"system":"Be brief","messages":[{"role":"user","content":"Hi"}]}""", probe.RequestBody);
        Assert.Empty(probe.Warnings);
    }

    [Fact]
    public async Task ToolRoundTrip_HasItsResultsInOneTurn()
    {
        var image = new MediaContent { Kind = MediaKind.Image, Bytes = new byte[] { 1, 2, 3 }, MediaType = "image/png" };
        var probe = await AskAsync(
            MessagesProbe.User("Weather?"),
            Assistant("Let me see", new ToolCall("toolu_1", "weather", """{"city":"Paris"}"""), new ToolCall("toolu_2", "now", "")),
            Result("toolu_1", ContentPart.Of("sunny")),
            Result("toolu_2", ContentPart.Of("here:"), ContentPart.Of(image)),
            Result("toolu_3", ContentPart.Of("")),
            MessagesProbe.User("And tomorrow?"));

        JsonText.AssertSame(
            """
            {"model":"claude-x","max_tokens":4096,"messages":[
              {"role":"user","content":"Weather?"},
              {"role":"assistant","content":[
                {"type":"text","text":"Let me see"},
                {"type":"tool_use","id":"toolu_1","name":"weather","input":{"city":"Paris"}},
                {"type":"tool_use","id":"toolu_2","name":"now","input":{}}]},
              {"role":"user","content":[
                {"type":"tool_result","tool_use_id":"toolu_1","content":"sunny"},
                {"type":"tool_result","tool_use_id":"toolu_2","content":[
                  {"type":"text","text":"here:"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AQID"}}]},
                {"type":"tool_result","tool_use_id":"toolu_3"},
                {"type":"text","text":"And tomorrow?"}]}]}
            """,
            probe.RequestBody);
    }

    [Fact]
    public async Task EmptyTexts_AreNoBlocks_AndAnEmptyAnswerIsNoTurn()
    {
        var probe = await AskAsync(
            new ChatMessage { Role = ChatRole.User, Parts = [ContentPart.Of(""), ContentPart.Of("Hi")] },
            Assistant(""),
            MessagesProbe.User("Still there?"));

        JsonText.AssertSame(
            """
            {"model":"claude-x","max_tokens":4096,"messages":[
              {"role":"user","content":[{"type":"text","text":"Hi"},{"type":"text","text":"Still there?"}]}]}
            """,
            probe.RequestBody);
    }

    [Fact]
    public async Task AnswerThatIsContinued_StaysTheLastTurn()
    {
        var probe = await AskAsync(MessagesProbe.User("Hi"), Assistant("Dear"));

        JsonText.AssertSame(
            """{"model":"claude-x","max_tokens":4096,"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Dear"}]}""",
            probe.RequestBody);
    }

    [Fact]
    public async Task NameAndForeignState_AreToldOf()
    {
        var probe = await AskAsync(
            MessagesProbe.User("Hi") with { Name = "ann" },
            Assistant("x") with { ProviderState = JsonText.Element("""{"dialect":"openai.responses","items":[]}""") },
            Assistant("") with { ProviderState = JsonText.Element("7") });

        JsonText.AssertSame(
            """{"model":"claude-x","max_tokens":4096,"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"x"}]}""",
            probe.RequestBody);
        Assert.Equal(["inputs.messages[0].name", "inputs.messages[1].provider_state", "inputs.messages[2].provider_state"], probe.WarnedPaths);
    }

    [Theory]
    [InlineData("{not json")]
    [InlineData("[1]")]
    [InlineData("null")]
    public async Task ArgumentsThatAreNoObject_AreRefusedWithTheirPath(string arguments)
    {
        var error = await Assert.ThrowsAsync<InferenceException>(() => AskAsync(
            MessagesProbe.User("Hi"), Assistant("", new ToolCall("a", "f", "{}"), new ToolCall("b", "f", arguments))));
        Assert.Equal("inputs.messages[1].tool_calls[1].arguments", Assert.Single(error.Problems).Path);
    }
}
