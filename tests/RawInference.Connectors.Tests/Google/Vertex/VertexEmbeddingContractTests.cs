using Microsoft.Extensions.AI;
using RawInference.Connectors.Tests.Contract;
using RawInference.Connectors.Tests.Google.Embeddings;
using RawInference.Core.Embeddings;
using RawInference.Usage;

namespace RawInference.Connectors.Tests.Google.Vertex;

public sealed class VertexEmbeddingContractTests(ContractServer server) : EmbeddingConnectorContract(server), IAsyncLifetime
{
    private readonly ServiceAccountFile _account = new(server);

    public ValueTask InitializeAsync() => _account.InitializeAsync();

    public ValueTask DisposeAsync() => _account.DisposeAsync();

    protected override IEmbeddingGenerator<string, Embedding<float>> CreateGenerator() =>
        GoogleContractTarget.Connector.CreateEmbeddingGenerator(GoogleContractTarget.OnVertex(Server, _account.Path, "text-embedding-005"));

    [Theory]
    [InlineData("gemini-embedding-001")]
    [InlineData("gemini-embedding-2")]
    public async Task ModelOfOneInputACall_EmbedsIt(string model)
    {
        using var generator = GoogleContractTarget.Connector.CreateEmbeddingGenerator(GoogleContractTarget.OnVertex(Server, _account.Path, model));
        var embeddings = await generator.GenerateAsync(["one"]);

        Assert.Equal(3072, Assert.Single(embeddings).Vector.Length);
        Assert.True(embeddings.Usage!.InputTokenCount > 0);
    }

    [Fact]
    public async Task Recording_IsCountedAsOne()
    {
        using var generator = GoogleContractTarget.Connector.CreateMediaEmbeddingGenerator(
            GoogleContractTarget.OnVertex(Server, _account.Path, "gemini-embedding-2"));
        var embeddings = await generator.GenerateAsync([EmbeddedMedia.Recording]);

        Assert.Equal(new TokenUsage { Prompt = 4, Completion = 0, AudioPrompt = 4 }, EmbeddingResult.Of(embeddings)!.Usage);
    }
}
