using RawInference.Connectors.Tests.Contract;
using RawInference.Connectors.Tests.Google.Chat;
using RawInference.Core.Models;

namespace RawInference.Connectors.Tests.Google.Vertex;

/// <summary>Vertex AI gives its calls no ids, so that their results are matched by name.</summary>
public sealed class VertexToolRoundTripTests(ContractServer server) : GeminiToolRoundTripTests(server), IAsyncLifetime
{
    private readonly ContractServer _server = server;
    private readonly ServiceAccountFile _account = new(server);

    public ValueTask InitializeAsync() => _account.InitializeAsync();

    public ValueTask DisposeAsync() => _account.DisposeAsync();

    protected override ModelTarget TargetOf(string model) => GoogleContractTarget.OnVertex(_server.Address, _account.Path, model);
}
