using Microsoft.Extensions.AI;
using RawInference.Connectors.Tests.Contract;

namespace RawInference.Connectors.Tests.Google.Embeddings;

public class GoogleEmbeddingContractTests(ContractServer server) : EmbeddingConnectorContract(server)
{
    // Only gemini-embedding-2 is known to fill usageMetadata (ai.google.dev/api/embeddings).
    protected override bool HasUsage => false;

    protected virtual string Model => "gemini-embedding-001";

    protected override IEmbeddingGenerator<string, Embedding<float>> CreateGenerator() =>
        GoogleContractTarget.Connector.CreateEmbeddingGenerator(GoogleContractTarget.Of(Server, Model));
}
