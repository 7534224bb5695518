using Microsoft.SemanticKernel.ChatCompletion;
using RawInference.Connectors.Tests.Contract;
using RawInference.Connectors.Tests.Google.Chat;

namespace RawInference.Connectors.Tests.Google.Vertex;

public sealed class VertexChatFailureTests(ContractServer server) : ChatServiceFailureContract(server), IAsyncLifetime
{
    private readonly ServiceAccountFile _account = new(server);

    public ValueTask InitializeAsync() => _account.InitializeAsync();

    public ValueTask DisposeAsync() => _account.DisposeAsync();

    protected override string Path => "/vertex/v1/";

    protected override Uri Nobody => GoogleContractTarget.Nobody;

    // Google's answers have no header for it.
    protected override bool HasRequestIds => false;

    protected override IChatCompletionService CreateService(Uri address, string? fault) =>
        GoogleContractTarget.Connector.CreateChatService(GoogleContractTarget.OnVertex(address, _account.Path, GeminiProbe.Budget, fault));
}
