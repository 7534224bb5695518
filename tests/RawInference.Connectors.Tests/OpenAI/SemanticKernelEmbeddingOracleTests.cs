using Microsoft.Extensions.AI;
using RawInference.Connectors.Tests.Contract;

namespace RawInference.Connectors.Tests.OpenAI;

public class SemanticKernelEmbeddingOracleTests(ContractServer server) : EmbeddingConnectorContract(server)
{
    protected override IEmbeddingGenerator<string, Embedding<float>> CreateGenerator() => SemanticKernelOracle.Embeddings(Server);

    [Theory]
    [InlineData("base64")]
    [InlineData("float")]
    public async Task OurVectors_AreTheSame(string encoding)
    {
        string[] texts = ["one", "two"];
        var target = OpenAITarget.Of(
            OpenAIContractTarget.Connector, "text-embedding-3-small", new Uri(Server, "/v1"), quirks: ("embedding_encoding", encoding));
        using var oracle = CreateGenerator();
        using var ours = OpenAIContractTarget.Connector.CreateEmbeddingGenerator(target);

        Assert.Equal(
            (await oracle.GenerateAsync(texts)).Select(embedding => embedding.Vector.ToArray()),
            (await ours.GenerateAsync(texts)).Select(embedding => embedding.Vector.ToArray()));
    }
}
