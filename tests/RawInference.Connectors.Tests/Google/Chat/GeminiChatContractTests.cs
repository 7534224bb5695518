using Microsoft.SemanticKernel.ChatCompletion;
using RawInference.Connectors.Tests.Contract;

namespace RawInference.Connectors.Tests.Google.Chat;

public class GeminiChatContractTests(ContractServer server) : ChatServiceContract(server)
{
    protected virtual string Model => GeminiProbe.Budget;

    protected override IChatCompletionService CreateService() =>
        GoogleContractTarget.Connector.CreateChatService(GoogleContractTarget.Of(Server, Model));
}
