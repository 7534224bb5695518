using Microsoft.Extensions.AI;
using RawInference.Core.Embeddings;

namespace RawInference.Connectors.Wire;

/// <summary>What a caller's options say of an embedding besides its length.</summary>
internal static class EmbeddingSettings
{
    /// <exception cref="NotSupportedException">There are other additional properties than our own: nobody would see them dropped.</exception>
    public static EmbeddingCall? Of(EmbeddingGenerationOptions? options)
    {
        var call = EmbeddingCall.Of(options);
        if (options?.AdditionalProperties is { } properties && properties.Count > (call is null ? 0 : 1))
        {
            throw new NotSupportedException(
                $"This generator takes Dimensions and what {nameof(EmbeddingCall)} carries; unknown: {string.Join(", ", properties.Keys)}.");
        }

        return call;
    }
}
