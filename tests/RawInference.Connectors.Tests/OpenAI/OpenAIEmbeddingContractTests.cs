using Microsoft.Extensions.AI;
using RawInference.Connectors.Tests.Contract;

namespace RawInference.Connectors.Tests.OpenAI;

public class OpenAIEmbeddingContractTests(ContractServer server) : EmbeddingConnectorContract(server)
{
    protected override IEmbeddingGenerator<string, Embedding<float>> CreateGenerator() =>
        OpenAIContractTarget.Connector.CreateEmbeddingGenerator(OpenAIContractTarget.Of(Server, "text-embedding-3-small"));
}
