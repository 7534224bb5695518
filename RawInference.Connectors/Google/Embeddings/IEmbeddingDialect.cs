using System.Text.Json;
using RawInference.Core.Embeddings;
using RawInference.Embeddings;

namespace RawInference.Connectors.Google.Embeddings;

/// <summary>One of the ways in which Google's servers are asked for vectors.</summary>
internal interface IEmbeddingDialect
{
    /// <summary>What follows the model in the path.</summary>
    string Method { get; }

    /// <summary>Writes the members of the body.</summary>
    void Write(Utf8JsonWriter writer, IReadOnlyList<EmbeddingInput> inputs, int? dimensions, JsonElement? providerOptions);

    /// <summary>The vectors in the order of the inputs, and what they used.</summary>
    EmbeddingVectors Read(JsonElement answer, IReadOnlyList<EmbeddingInput> inputs, EmbeddingCall? call);
}
