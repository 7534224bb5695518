using RawInference.Connectors.Tests.Contract;

namespace RawInference.Connectors.Tests.Google.Embeddings;

/// <summary>Of texts, by the model that embeds media too.</summary>
public class GoogleMediaModelContractTests(ContractServer server) : GoogleEmbeddingContractTests(server)
{
    protected override bool HasUsage => true;

    protected override string Model => "gemini-embedding-2";
}
