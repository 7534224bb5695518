using RawInference.Chat;
using RawInference.Connectors.Tests.Contract;
using RawInference.Core.Chat;
using RawInference.Core.Models;

namespace RawInference.Connectors.Tests.Google.Chat;

/// <summary>Calls and their results as one conversation, against the stand-in, which checks what Google signed.</summary>
public class GeminiToolRoundTripTests(ContractServer server) : IClassFixture<ContractServer>
{
    private static readonly ChatParameters Tools = new() { Tools = [ToolOf("find_city"), ToolOf("find_river")] };

    [Theory]
    [InlineData(GeminiProbe.Level, false)]
    [InlineData(GeminiProbe.Level, true)]
    [InlineData(GeminiProbe.Budget, false)]
    [InlineData(GeminiProbe.Budget, true)]
    public async Task CallItsResultAndTheAnswer_AreOneConversation(string model, bool stream)
    {
        var conversation = ConversationWith(model, stream);
        var asked = GeminiProbe.User("Use find_city in Paris");
        var first = (await conversation.AskAsync(Tools, asked)).Output;

        var call = Assert.Single(first.ToolCalls);
        Assert.Equal(("find_city", """{"place":"Paris"}""", "tool_calls"), (call.Name, call.Arguments, first.FinishReason));
        Assert.NotEmpty(Signatures.Of(first));

        var second = await conversation.AskAsync(Tools, asked, ChatHistoryMapping.MessageOf(first), ResultOf(call, "far"));
        Assert.Equal(("find_city says: far", "stop"), (second.Output.Text, second.Output.FinishReason));
        Assert.Empty(conversation.Warnings);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SeveralRounds_KeepTheirSignatures(bool stream)
    {
        var conversation = ConversationWith(GeminiProbe.Level, stream);
        List<ChatMessage> messages = [GeminiProbe.User("Use find_city in Paris")];
        foreach (var next in new[] { "Use find_river in Rome", "Say thanks" })
        {
            var called = (await conversation.AskAsync(Tools, [.. messages])).Output;
            messages.AddRange([ChatHistoryMapping.MessageOf(called), ResultOf(called.ToolCalls[0], "far")]);
            var answered = (await conversation.AskAsync(Tools, [.. messages])).Output;
            messages.AddRange([ChatHistoryMapping.MessageOf(answered), GeminiProbe.User(next)]);
        }

        Assert.Equal("thanks", (await conversation.AskAsync(Tools, [.. messages])).Output.Text);
        Assert.Empty(conversation.Warnings);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CallsAtOnce_AreAnsweredInAnyOrder(bool stream)
    {
        var conversation = ConversationWith(GeminiProbe.Level, stream);
        var asked = GeminiProbe.User("Use find_city and use find_river in Paris");
        var first = (await conversation.AskAsync(Tools, asked)).Output;

        Assert.Equal(["find_city", "find_river"], first.ToolCalls.Select(call => call.Name));
        Assert.Single(Signatures.Of(first));

        var second = await conversation.AskAsync(
            Tools, asked, ChatHistoryMapping.MessageOf(first), ResultOf(first.ToolCalls[1], "wide"), ResultOf(first.ToolCalls[0], "far"));
        Assert.Equal("find_river says: wide find_city says: far", second.Output.Text);
        Assert.Empty(conversation.Warnings);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SignatureThatSomebodyChanged_IsRefused(bool stream)
    {
        var conversation = ConversationWith(GeminiProbe.Level, stream);
        var asked = GeminiProbe.User("Use find_city in Paris");
        var first = (await conversation.AskAsync(Tools, asked)).Output;
        var tampered = ChatHistoryMapping.MessageOf(first) with { ProviderState = Signatures.Tampered(first) };

        var error = await Assert.ThrowsAsync<InferenceException>(() => conversation.AskAsync(Tools, asked, tampered, ResultOf(first.ToolCalls[0], "far")));
        Assert.Equal((InferenceErrorCode.ProviderRefused, 400), (error.Code, error.ProviderStatus));
        Assert.Contains("thought signature", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LostState_CostsAWarningAndNotTheAnswer(bool stream)
    {
        var conversation = ConversationWith(GeminiProbe.Level, stream);
        var asked = GeminiProbe.User("Use find_city in Paris");
        var first = (await conversation.AskAsync(Tools, asked)).Output;
        var forgetful = ChatHistoryMapping.MessageOf(first) with { ProviderState = null };

        var second = await conversation.AskAsync(Tools, asked, forgetful, ResultOf(first.ToolCalls[0], "far"));
        Assert.Equal("find_city says: far", second.Output.Text);
        Assert.Equal((WarningCodes.ProviderNotice, "inputs.messages[1].provider_state"), conversation.Warnings.Select(warning => (warning.Code, warning.Path)).Single());
    }

    protected virtual ModelTarget TargetOf(string model) => GoogleContractTarget.Of(server.Address, model);

    private static ToolDefinition ToolOf(string name) => new(
        name, null, JsonText.Element("""{"type":"object","properties":{"place":{"type":"string"}},"required":["place"],"additionalProperties":false}"""), null);

    private static ChatMessage ResultOf(ToolCall call, string text) =>
        new() { Role = ChatRole.Tool, ToolCallId = call.Id, Parts = [ContentPart.Of(text)] };

    private GeminiConversation ConversationWith(string model, bool stream) =>
        new(GoogleContractTarget.Connector.CreateChatService(TargetOf(model)), stream);
}
