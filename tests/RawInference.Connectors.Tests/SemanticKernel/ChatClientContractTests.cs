using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel.ChatCompletion;
using RawInference.Connectors.Tests.Contract;
using RawInference.Connectors.Tests.OpenAI;

namespace RawInference.Connectors.Tests.SemanticKernel;

public class ChatClientContractTests(ContractServer server) : OpenAIChatContractTests(server)
{
    protected override IChatCompletionService CreateService()
    {
        var connector = KernelTarget.Connector((_, model) => KernelTarget.Client(Server).GetChatClient(model).AsIChatClient());
        return connector.CreateChatService(KernelTarget.Of(connector, "gpt-4o-mini"));
    }
}
