using Microsoft.Extensions.AI;
using RawInference.Core.Embeddings;
using RawInference.Core.Models;

namespace RawInference.Testing;

internal sealed class FakeMediaEmbeddingGenerator(FakeConnector connector, ModelTarget target) : IEmbeddingGenerator<AIContent, Embedding<float>>
{
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<AIContent> values,
        EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default) => connector.EmbedMedia(connector.Record(new FakeCall
        {
            Number = connector.NextNumber(),
            Target = target,
            CancellationToken = cancellationToken,
            Contents = [.. values],
            Dimensions = options?.Dimensions,
            Embedding = EmbeddingCall.Of(options),
        }));

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
