using System.Text.Json;
using RawInference.Connectors.Wire;
using RawInference.Usage;

namespace RawInference.Connectors.Google.Embeddings;

/// <summary>What an answer gives.</summary>
/// <param name="Vectors">One for each input.</param>
/// <param name="Usage">Null where the API reports none.</param>
internal sealed record EmbeddingVectors(IReadOnlyList<float[]> Vectors, TokenUsage? Usage)
{
    /// <exception cref="InferenceException">There are not as many as were asked for, or they are not of the length that was.</exception>
    public EmbeddingVectors Checked(int count, int? dimensions)
    {
        if (Vectors.Count != count)
        {
            throw AnswerJson.Invalid("embeddings", $"has {Vectors.Count} vectors for {count} inputs");
        }

        var length = dimensions ?? (count > 0 ? Vectors[0].Length : 0);
        foreach (var vector in Vectors)
        {
            if (vector.Length != length || length == 0)
            {
                throw AnswerJson.Invalid("values", $"has {vector.Length} numbers where {length} were expected");
            }
        }

        return this;
    }

    /// <summary>The numbers of a list.</summary>
    public static float[] Numbers(JsonElement holder, string name)
    {
        if (holder.Member(name) is not { ValueKind: JsonValueKind.Array } list)
        {
            throw AnswerJson.Invalid(name, "is no list of numbers");
        }

        var vector = new float[list.GetArrayLength()];
        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetSingle(out var number) || !float.IsFinite(number))
            {
                throw AnswerJson.Invalid(name, "holds something else than numbers");
            }

            vector[index++] = number;
        }

        return vector;
    }
}
