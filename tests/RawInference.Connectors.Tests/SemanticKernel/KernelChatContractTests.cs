using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Connectors.OpenAI;
using RawInference.Chat;
using RawInference.Connectors.Tests.Contract;
using RawInference.Connectors.Tests.OpenAI;

namespace RawInference.Connectors.Tests.SemanticKernel;

/// <summary>Semantic Kernel's own connector keeps the same contract: it is the oracle for what the words mean.</summary>
public class KernelChatContractTests(ContractServer server) : OpenAIChatContractTests(server)
{
    protected override IChatCompletionService CreateService()
    {
        var connector = KernelTarget.Connector((_, model) => new OpenAIChatCompletionService(model, KernelTarget.Client(Server)));
        return connector.CreateChatService(KernelTarget.Of(connector, "gpt-4o-mini"));
    }

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
