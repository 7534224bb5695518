using Microsoft.Extensions.AI;
using RawInference.Connectors.Tests.Contract;

namespace RawInference.Connectors.Tests.Google.Embeddings;

public class GoogleMediaEmbeddingFailureTests(ContractServer server) : GoogleEmbeddingFailureTests(server)
{
    protected override async Task<GeneratedEmbeddings<Embedding<float>>> EmbedAsync(
        Uri address, string? fault, EmbeddingGenerationOptions options, CancellationToken cancellationToken)
    {
        using var generator = GoogleContractTarget.Connector.CreateMediaEmbeddingGenerator(GoogleContractTarget.Of(address, "gemini-embedding-2", fault));
        return await generator.GenerateAsync([EmbeddedMedia.Pixel, EmbeddedMedia.Recording], options, cancellationToken);
    }
}
