using Microsoft.SemanticKernel.ChatCompletion;
using RawInference.Connectors.Tests.Contract;

namespace RawInference.Connectors.Tests.OpenAI;

public class OpenAIChatFailureTests(ContractServer server) : ChatServiceFailureContract(server)
{
    protected override string Path => "/v1/chat/completions";

    protected override Uri Nobody => OpenAIContractTarget.Nobody;

    protected virtual string Dialect => "chat";

    protected override IChatCompletionService CreateService(Uri address, string? fault) => OpenAIContractTarget.Connector.CreateChatService(
        OpenAIContractTarget.Of(address, "gpt-4o-mini", fault, ("dialect", Dialect)));
}
