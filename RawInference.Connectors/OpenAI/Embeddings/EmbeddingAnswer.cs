using System.Text.Json;
using RawInference.Connectors.Wire;
using RawInference.Core.Embeddings;

namespace RawInference.Connectors.OpenAI.Embeddings;

/// <summary>Reads vectors with their facts. Vectors are read as they stand in the body: a document of 100,000 numbers is the dearest way.</summary>
internal sealed record EmbeddingAnswer(IReadOnlyList<float[]> Vectors, EmbeddingResult Result)
{
    /// <exception cref="InferenceException">It is an error, or not what was asked for.</exception>
    public static EmbeddingAnswer Read(UpstreamAnswer answer, ReadOnlyMemory<byte> body, int count, int? dimensions, EmbeddingCall? call)
    {
        float[]?[] vectors;
        ReadOnlyMemory<byte> rest;
        try
        {
            (vectors, rest) = VectorReader.Read(body.Span, count);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The latter where a string is not Unicode.
            throw answer.Invalid($"has no vectors that could be read ({exception.Message})", exception);
        }

        using var facts = answer.Parse(rest);
        Check(answer, vectors, dimensions);
        return new EmbeddingAnswer(vectors!, new EmbeddingResult(
            facts.RootElement.Text("model"),
            OpenAIUsage.Read(facts.RootElement, call?.OnWarning),
            call?.IncludeRaw == true ? JsonSerializer.Deserialize<JsonElement>(body.Span) : null));
    }

    private static void Check(UpstreamAnswer answer, float[]?[] vectors, int? dimensions)
    {
        var missing = vectors.Count(vector => vector is null);
        if (missing > 0)
        {
            throw answer.Invalid($"has {vectors.Length - missing} vectors for {vectors.Length} texts");
        }

        var length = dimensions ?? (vectors.Length > 0 ? vectors[0]!.Length : 0);
        if (Array.Find(vectors, vector => vector!.Length != length) is { } wrong)
        {
            throw answer.Invalid($"has a vector of {wrong.Length} numbers where {length} were expected");
        }

        foreach (var vector in vectors)
        {
            foreach (var number in vector!)
            {
                if (!float.IsFinite(number))
                {
                    throw answer.Invalid("has a vector with numbers that are none");
                }
            }
        }
    }
}
