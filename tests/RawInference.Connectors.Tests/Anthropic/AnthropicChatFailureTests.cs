using Microsoft.SemanticKernel.ChatCompletion;
using RawInference.Connectors.Tests.Contract;

namespace RawInference.Connectors.Tests.Anthropic;

public class AnthropicChatFailureTests(ContractServer server) : ChatServiceFailureContract(server)
{
    protected override string Path => "/anthropic/v1/messages";

    protected override Uri Nobody => AnthropicContractTarget.Nobody;

    protected override IChatCompletionService CreateService(Uri address, string? fault) =>
        AnthropicContractTarget.Connector.CreateChatService(AnthropicContractTarget.Of(address, fault));
}
