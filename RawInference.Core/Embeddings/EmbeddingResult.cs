using System.Text.Json;
using Microsoft.Extensions.AI;
using RawInference.Usage;

namespace RawInference.Core.Embeddings;

/// <summary>What a generator of ours says besides the vectors, in their <c>AdditionalProperties</c>.</summary>
/// <param name="Model">The model that answered, as the provider names it.</param>
/// <param name="Usage">Null where the provider reports none.</param>
/// <param name="Raw">The provider's own JSON, where it was asked for.</param>
public sealed record EmbeddingResult(string? Model, TokenUsage? Usage, JsonElement? Raw)
{
    private const string Key = "rawinference.result";

    public static EmbeddingResult? Of(GeneratedEmbeddings<Embedding<float>> embeddings) =>
        embeddings.AdditionalProperties?.GetValueOrDefault(Key) as EmbeddingResult;

    public void AttachTo(GeneratedEmbeddings<Embedding<float>> embeddings) =>
        embeddings.AdditionalProperties = new AdditionalPropertiesDictionary { [Key] = this };

    /// <summary>Nothing of what was said: printed, it could end up in a log.</summary>
    public override string ToString() => nameof(EmbeddingResult);
}
