namespace RawInference.Embeddings;

/// <summary>One vector per input, in the order of the request.</summary>
public sealed record EmbeddingResponse : InferenceResponse
{
    public required IReadOnlyList<ReadOnlyMemory<float>> Vectors { get; init; }

    /// <summary>The caller gave one input, not a list.</summary>
    public bool Single { get; init; }

    /// <summary>The length of each vector.</summary>
    public int Dimensions => Vectors.Count == 0 ? 0 : Vectors[0].Length;
}
