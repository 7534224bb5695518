using Microsoft.SemanticKernel.ChatCompletion;
using RawInference.Connectors.Tests.Contract;

namespace RawInference.Connectors.Tests.Google.Chat;

public class GeminiChatFailureTests(ContractServer server) : ChatServiceFailureContract(server)
{
    protected override string Path => "/google/v1beta/models/";

    protected override Uri Nobody => GoogleContractTarget.Nobody;

    // Google's answers have no header for it; a responseId stands in those alone that succeed.
    protected override bool HasRequestIds => false;

    protected override IChatCompletionService CreateService(Uri address, string? fault) =>
        GoogleContractTarget.Connector.CreateChatService(GoogleContractTarget.Of(address, GeminiProbe.Budget, fault));
}
