using System.Collections.Frozen;
using System.Text.Json;
using RawInference.Connectors.Wire;
using RawInference.Core.Embeddings;
using RawInference.Embeddings;

namespace RawInference.Connectors.Google.Embeddings;

/// <summary>Vertex AI's way of models that embed media: one content a call, all of whose parts become one vector.</summary>
internal sealed class EmbedContent : IEmbeddingDialect
{
    private static readonly FrozenSet<string> Options =
        new[] { "taskType", "title", "autoTruncate", "documentOcr", "audioTrackExtraction" }.ToFrozenSet();

    public string Method => "embedContent";

    public void Write(Utf8JsonWriter writer, IReadOnlyList<EmbeddingInput> inputs, int? dimensions, JsonElement? providerOptions)
    {
        ContentWriter.Write(writer, inputs is [var only] ? only : throw InferenceException.Invalid("inputs.texts", "must be one: this model's server embeds one input a call."));
        var options = GoogleProviderOptions.FieldsOf(providerOptions, Options);
        if (dimensions is null && options.Count == 0)
        {
            return;
        }

        writer.WriteStartObject("embedContentConfig");
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

    public EmbeddingVectors Read(JsonElement answer, IReadOnlyList<EmbeddingInput> inputs, EmbeddingCall? call)
    {
        if (answer.Member("truncated") is { ValueKind: JsonValueKind.True })
        {
            Truncation.Warn(call, 0);
        }

        return new EmbeddingVectors(
            [EmbeddingVectors.Numbers(answer.ObjectAt("embedding") ?? throw AnswerJson.Invalid("embedding", "is missing"), "values")],
            EmbeddingUsage.Read(answer, inputs, call?.OnWarning));
    }
}
