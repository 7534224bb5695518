using Microsoft.Extensions.AI;
using RawInference.Core.Embeddings;
using RawInference.Core.Models;

namespace RawInference.Testing;

internal sealed class FakeEmbeddingGenerator(FakeConnector connector, ModelTarget target) : IEmbeddingGenerator<string, Embedding<float>>
{
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values,
        EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        string[] texts = [.. values];
        return connector.Embed(connector.Record(new FakeCall
        {
            Number = connector.NextNumber(),
            Target = target,
            CancellationToken = cancellationToken,
            Prompt = texts.FirstOrDefault() ?? "",
            Texts = texts,
            Dimensions = options?.Dimensions,
            Embedding = EmbeddingCall.Of(options),
        }));
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
