using Microsoft.SemanticKernel.ChatCompletion;
using RawInference.Connectors.Tests.Contract;

namespace RawInference.Connectors.Tests.OpenAI;

public class OpenAIChatContractTests(ContractServer server) : ChatServiceContract(server)
{
    protected override IChatCompletionService CreateService() =>
        OpenAIContractTarget.Connector.CreateChatService(OpenAIContractTarget.Of(Server, "gpt-4o-mini"));
}
