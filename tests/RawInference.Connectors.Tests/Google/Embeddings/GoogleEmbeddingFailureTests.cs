using Microsoft.Extensions.AI;
using RawInference.Connectors.Tests.Contract;
using RawInference.Core.Embeddings;

namespace RawInference.Connectors.Tests.Google.Embeddings;

public class GoogleEmbeddingFailureTests(ContractServer server) : FailureContract(server)
{
    protected override string Path => "/google/v1beta/models/";

    // Google's answers have no header for it.
    protected override bool HasRequestIds => false;

    protected override Task<FailureReading> AskAsync(string? fault, bool stream, CancellationToken cancellationToken) =>
        AskAsync(Host.Address, fault, cancellationToken);

    protected override Task AskNobodyAsync() => AskAsync(GoogleContractTarget.Nobody, null, CancellationToken.None);

    protected virtual async Task<GeneratedEmbeddings<Embedding<float>>> EmbedAsync(
        Uri address, string? fault, EmbeddingGenerationOptions options, CancellationToken cancellationToken)
    {
        using var generator = GoogleContractTarget.Connector.CreateEmbeddingGenerator(GoogleContractTarget.Of(address, "gemini-embedding-2", fault));
        return await generator.GenerateAsync(["one", "two"], options, cancellationToken);
    }

    private async Task<FailureReading> AskAsync(Uri address, string? fault, CancellationToken cancellationToken)
    {
        var warnings = new List<InferenceWarning>();
        var embeddings = await EmbedAsync(address, fault, new EmbeddingCall(null, false, warnings.Add).ToOptions(dimensions: 4), cancellationToken);
        return new FailureReading(
            string.Join(";", embeddings.Select(embedding => string.Join(",", embedding.Vector.ToArray()))), EmbeddingResult.Of(embeddings)!.Usage, warnings);
    }
}
