using RawInference.Contract;

namespace RawInference.Embeddings;

/// <summary>What a caller may set of an embedding. Null leaves it to the provider.</summary>
public sealed record EmbeddingParameters
{
    public static EmbeddingParameters Default { get; } = new();

    /// <summary>The length of the vectors, where the model can shorten them.</summary>
    public int? Dimensions { get; init; }

    /// <summary>How each is read from <c>parameters</c>, defaulted, checked and dropped.</summary>
    public static ParameterTable<EmbeddingParameters> Table { get; } = new(
        new Parameter<EmbeddingParameters, int?>("dimensions", p => p.Dimensions, (p, v) => p with { Dimensions = v }, v => (int?)v.Integer(1, 65_536)) { Essential = true });
}
