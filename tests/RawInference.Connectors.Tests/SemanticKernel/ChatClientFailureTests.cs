using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel.ChatCompletion;
using RawInference.Connectors.Tests.Contract;

namespace RawInference.Connectors.Tests.SemanticKernel;

public class ChatClientFailureTests(ContractServer server) : KernelChatFailureTests(server)
{
    protected override IChatCompletionService CreateService(Uri address, string? fault)
    {
        var connector = KernelTarget.Connector((_, model) => KernelTarget.Client(address).GetChatClient(model).AsIChatClient());
        return connector.CreateChatService(KernelTarget.Of(connector, "gpt-4o-mini", fault));
    }
}
