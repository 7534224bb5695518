using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using RawInference.Chat;
using RawInference.Connectors.Tests.Contract;

namespace RawInference.Connectors.Tests.OpenAI;

/// <summary>Semantic Kernel's own connector keeps the same contract: it is the oracle for what the words mean.</summary>
public class SemanticKernelChatOracleTests(ContractServer server) : ChatConnectorContract(server)
{
    protected override IChatCompletionService CreateService() => SemanticKernelOracle.Chat(Server);

    protected override PromptExecutionSettings? CreateSettings(ToolDefinition? tool) => SemanticKernelOracle.Settings(tool);

    protected override ChatReading Read(ChatMessageContent content) => SemanticKernelOracle.Read(content);

    protected override ChatReading Read(IReadOnlyList<StreamingChatMessageContent> contents) => SemanticKernelOracle.Read(contents);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OurConnector_ReadsTheSame(bool stream)
    {
        var prompt = ChatMessage.Of(ChatRole.User, "Say: Hello there");
        var ours = await new OurAnswers(Host).AskAsync(stream, prompt);
        Assert.Equal(await AskAsync(stream, null, prompt), ours);
    }

    private sealed class OurAnswers(ContractServer server) : OpenAIChatContractTests(server)
    {
        public Task<ChatReading> AskAsync(bool stream, ChatMessage prompt) => AskAsync(stream, null, prompt);
    }
}
