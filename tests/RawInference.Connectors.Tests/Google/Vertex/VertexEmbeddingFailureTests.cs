using Microsoft.Extensions.AI;
using RawInference.Connectors.Tests.Contract;
using RawInference.Connectors.Tests.Google.Embeddings;

namespace RawInference.Connectors.Tests.Google.Vertex;

public sealed class VertexEmbeddingFailureTests(ContractServer server) : GoogleEmbeddingFailureTests(server), IAsyncLifetime
{
    private readonly ServiceAccountFile _account = new(server);

    public ValueTask InitializeAsync() => _account.InitializeAsync();

    public ValueTask DisposeAsync() => _account.DisposeAsync();

    protected override string Path => "/vertex/v1/";

    protected override async Task<GeneratedEmbeddings<Embedding<float>>> EmbedAsync(
        Uri address, string? fault, EmbeddingGenerationOptions options, CancellationToken cancellationToken)
    {
        using var generator = GoogleContractTarget.Connector.CreateEmbeddingGenerator(
            GoogleContractTarget.OnVertex(address, _account.Path, "text-embedding-005", fault));
        return await generator.GenerateAsync(["one", "two"], options, cancellationToken);
    }
}
