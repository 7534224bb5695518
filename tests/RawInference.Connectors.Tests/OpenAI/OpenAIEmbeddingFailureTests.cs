using Microsoft.Extensions.AI;
using RawInference.Connectors.Tests.Contract;
using RawInference.Core.Embeddings;

namespace RawInference.Connectors.Tests.OpenAI;

public class OpenAIEmbeddingFailureTests(ContractServer server) : FailureContract(server)
{
    protected override string Path => "/v1/embeddings";

    protected override Task<FailureReading> AskAsync(string? fault, bool stream, CancellationToken cancellationToken) =>
        AskAsync(Host.Address, fault, cancellationToken);

    protected override Task AskNobodyAsync() => AskAsync(OpenAIContractTarget.Nobody, null, CancellationToken.None);

    protected virtual IEmbeddingGenerator<string, Embedding<float>> Generator(Uri address, string? fault) =>
        OpenAIContractTarget.Connector.CreateEmbeddingGenerator(OpenAIContractTarget.Of(address, "text-embedding-3-small", fault));

    private async Task<FailureReading> AskAsync(Uri address, string? fault, CancellationToken cancellationToken)
    {
        var warnings = new List<InferenceWarning>();
        using var generator = Generator(address, fault);
        var embeddings = await generator.GenerateAsync(["one", "two"], new EmbeddingCall(null, false, warnings.Add).ToOptions(dimensions: 4), cancellationToken);
        return new FailureReading(
            string.Join(";", embeddings.Select(embedding => string.Join(",", embedding.Vector.ToArray()))), EmbeddingResult.Of(embeddings)!.Usage, warnings);
    }
}
