using Microsoft.Extensions.AI;
using RawInference.Core.Models;

namespace RawInference.Core.Embeddings;

/// <summary>A dialect that embeds images, recordings, videos or documents besides text.</summary>
public interface IMediaEmbeddingConnector : IEmbeddingConnector
{
    /// <summary>
    /// As <see cref="IEmbeddingConnector.CreateEmbeddingGenerator"/>, of <see cref="TextContent"/>, <see cref="DataContent"/> and
    /// <see cref="UriContent"/>, whose <c>RawRepresentation</c> is the caller's own medium: one vector for each.
    /// </summary>
    IEmbeddingGenerator<AIContent, Embedding<float>> CreateMediaEmbeddingGenerator(ModelTarget target);
}
