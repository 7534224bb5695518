using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using RawInference.Chat;
using RawInference.Core.Chat;

namespace RawInference.Connectors.Tests.Contract;

/// <summary>What every chat connector does, ours and others.</summary>
public abstract class ChatConnectorContract(ContractServer server) : IClassFixture<ContractServer>
{
    private static readonly ToolDefinition Weather = new(
        "weather",
        "Tells the weather of a city",
        JsonText.Element("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}"""),
        null);

    protected ContractServer Host => server;

    protected Uri Server => server.Address;

    protected abstract IChatCompletionService CreateService();

    /// <summary>Settings under which the tool, where there is one, must be called and is not run.</summary>
    protected abstract PromptExecutionSettings? CreateSettings(ToolDefinition? tool);

    protected abstract ChatReading Read(ChatMessageContent content);

    protected abstract ChatReading Read(IReadOnlyList<StreamingChatMessageContent> contents);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chat_HasTextFinishReasonAndUsage(bool stream)
    {
        var reading = await AskAsync(stream, null, ChatMessage.Of(ChatRole.System, "Be brief"), ChatMessage.Of(ChatRole.User, "Say: Grüße, 世界 😀"));

        Assert.Equal(("Grüße, 世界 😀", "stop", ""), (reading.Text, reading.FinishReason, reading.ToolCalls));
        Assert.True(reading is { PromptTokens: > 0, CompletionTokens: > 0 });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tool_IsAskedForAndNotRun(bool stream)
    {
        var reading = await AskAsync(stream, Weather, ChatMessage.Of(ChatRole.User, "Use weather for Paris"));

        Assert.Equal(("", "tool_calls"), (reading.Text, reading.FinishReason));
        Assert.StartsWith("""weather({"city":""", reading.ToolCalls, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ToolResult_IsUsed()
    {
        var reading = await AskAsync(
            false,
            null,
            ChatMessage.Of(ChatRole.User, "Weather?"),
            new ChatMessage { Role = ChatRole.Assistant, ToolCalls = [new ToolCall("call_1", "weather", """{"city":"Paris"}""")] },
            new ChatMessage { Role = ChatRole.Tool, ToolCallId = "call_1", Parts = [ContentPart.Of("sunny")] });

        Assert.Contains("sunny", reading.Text, StringComparison.Ordinal);
    }

    protected async Task<ChatReading> AskAsync(bool stream, ToolDefinition? tool, params ChatMessage[] messages)
    {
        var service = CreateService();
        var history = ChatHistoryMapping.ToHistory(messages);
        if (!stream)
        {
            return Read(await service.GetChatMessageContentAsync(history, CreateSettings(tool), new Kernel()));
        }

        var contents = new List<StreamingChatMessageContent>();
        await foreach (var content in service.GetStreamingChatMessageContentsAsync(history, CreateSettings(tool), new Kernel()))
        {
            contents.Add(content);
        }

        return Read(contents);
    }
}
