using System.Collections.Frozen;
using System.Text.Json;
using RawInference.Connectors.Wire;
using RawInference.Core.Embeddings;
using RawInference.Embeddings;

namespace RawInference.Connectors.Google.Embeddings;

/// <summary>The Gemini API's way (ai.google.dev/api/embeddings): a request for each input, all in one call.</summary>
internal sealed class BatchEmbedContents(string model) : IEmbeddingDialect
{
    private static readonly FrozenSet<string> Options = new[] { "taskType", "title" }.ToFrozenSet();

    public string Method => "batchEmbedContents";

    public void Write(Utf8JsonWriter writer, IReadOnlyList<EmbeddingInput> inputs, int? dimensions, JsonElement? providerOptions)
    {
        var options = GoogleProviderOptions.FieldsOf(providerOptions, Options);
        writer.WriteStartArray("requests");
        foreach (var input in inputs)
        {
            writer.WriteStartObject();
            writer.WriteString("model", $"models/{model}");
            ContentWriter.Write(writer, input);
            if (dimensions is { } length)
            {
                writer.WriteNumber("outputDimensionality", length);
            }

            foreach (var option in options)
            {
                option.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public EmbeddingVectors Read(JsonElement answer, IReadOnlyList<EmbeddingInput> inputs, EmbeddingCall? call) => new(
        [.. answer.Items("embeddings").Select(embedding => EmbeddingVectors.Numbers(embedding, "values"))],
        EmbeddingUsage.Read(answer, inputs, call?.OnWarning));
}
