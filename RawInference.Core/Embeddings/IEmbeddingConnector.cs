using Microsoft.Extensions.AI;
using RawInference.Core.Models;
using RawInference.Core.Providers;

namespace RawInference.Core.Embeddings;

/// <summary>A dialect that embeds text.</summary>
public interface IEmbeddingConnector : IConnector
{
    /// <summary>
    /// A generator for one account and model; one call is one upstream call. It reads <c>Dimensions</c> and the
    /// <see cref="EmbeddingCall"/> of the options, gives an <see cref="EmbeddingResult"/> with the vectors, and throws
    /// <see cref="InferenceException"/> for every failure.
    /// </summary>
    IEmbeddingGenerator<string, Embedding<float>> CreateEmbeddingGenerator(ModelTarget target);
}
