using Microsoft.SemanticKernel.ChatCompletion;
using RawInference.Connectors.Tests.Contract;

namespace RawInference.Connectors.Tests.Anthropic;

public class AnthropicChatContractTests(ContractServer server) : ChatServiceContract(server)
{
    protected override IChatCompletionService CreateService() =>
        AnthropicContractTarget.Connector.CreateChatService(AnthropicContractTarget.Of(Server));
}
