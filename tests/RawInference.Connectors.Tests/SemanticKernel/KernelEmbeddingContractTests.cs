using Microsoft.Extensions.AI;
using RawInference.Connectors.Tests.Contract;
using RawInference.Connectors.Tests.OpenAI;

namespace RawInference.Connectors.Tests.SemanticKernel;

public class KernelEmbeddingContractTests(ContractServer server) : EmbeddingConnectorContract(server)
{
    protected override IEmbeddingGenerator<string, Embedding<float>> CreateGenerator()
    {
        var connector = KernelTarget.Connector((_, model) => KernelTarget.Client(Server).GetEmbeddingClient(model).AsIEmbeddingGenerator());
        return connector.CreateEmbeddingGenerator(KernelTarget.Of(connector, "text-embedding-3-small"));
    }

    [Theory]
    [InlineData("base64")]
    [InlineData("float")]
    public async Task VectorsOfOurConnector_AreTheSame(string encoding)
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
