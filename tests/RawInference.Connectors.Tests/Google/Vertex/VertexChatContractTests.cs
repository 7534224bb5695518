using Microsoft.SemanticKernel.ChatCompletion;
using RawInference.Connectors.Tests.Contract;
using RawInference.Connectors.Tests.Google.Chat;

namespace RawInference.Connectors.Tests.Google.Vertex;

public sealed class VertexChatContractTests(ContractServer server) : ChatServiceContract(server), IAsyncLifetime
{
    private readonly ServiceAccountFile _account = new(server);

    public ValueTask InitializeAsync() => _account.InitializeAsync();

    public ValueTask DisposeAsync() => _account.DisposeAsync();

    protected override IChatCompletionService CreateService() =>
        GoogleContractTarget.Connector.CreateChatService(GoogleContractTarget.OnVertex(Server, _account.Path, GeminiProbe.Budget));
}
