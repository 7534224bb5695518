using System.Collections.Frozen;
using System.Text.Json;
using RawInference.Connectors.Wire;
using RawInference.Core.Embeddings;
using RawInference.Embeddings;

namespace RawInference.Connectors.Google.Embeddings;

/// <summary>Vertex AI's way of models that embed text (cloud.google.com/vertex-ai/generative-ai/docs/model-reference/text-embeddings-api).</summary>
internal sealed class TextPredict : IEmbeddingDialect
{
    private static readonly FrozenSet<string> Options = new[] { "taskType", "title", "autoTruncate" }.ToFrozenSet();

    public string Method => "predict";

    public void Write(Utf8JsonWriter writer, IReadOnlyList<EmbeddingInput> inputs, int? dimensions, JsonElement? providerOptions)
    {
        var options = GoogleProviderOptions.FieldsOf(providerOptions, Options).ToDictionary(option => option.Name, option => option.Value);
        writer.WriteStartArray("instances");
        foreach (var input in inputs)
        {
            writer.WriteStartObject();
            writer.WriteText("content", input.Text ?? throw InferenceException.Invalid(input.Media!.Path, "is a medium, and this model embeds text only."));
            Write(writer, options, "taskType", "task_type");
            Write(writer, options, "title", "title");
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (dimensions is null && !options.ContainsKey("autoTruncate"))
        {
            return;
        }

        writer.WriteStartObject("parameters");
        if (dimensions is { } length)
        {
            writer.WriteNumber("outputDimensionality", length);
        }

        Write(writer, options, "autoTruncate", "autoTruncate");
        writer.WriteEndObject();
    }

    public EmbeddingVectors Read(JsonElement answer, IReadOnlyList<EmbeddingInput> inputs, EmbeddingCall? call)
    {
        JsonElement[] embeddings = [.. answer.Items("predictions").Select(prediction =>
            prediction.ObjectAt("embeddings") ?? throw AnswerJson.Invalid("embeddings", "is missing"))];
        JsonElement[] statistics = [.. embeddings.Select(embedding => embedding.ObjectAt("statistics") ?? default)];
        for (var index = 0; index < statistics.Length; index++)
        {
            if (statistics[index].Member("truncated") is { ValueKind: JsonValueKind.True })
            {
                Truncation.Warn(call, index);
            }
        }

        return new EmbeddingVectors(
            [.. embeddings.Select(embedding => EmbeddingVectors.Numbers(embedding, "values"))],
            EmbeddingUsage.Sum(statistics, call?.OnWarning));
    }

    private static void Write(Utf8JsonWriter writer, Dictionary<string, JsonElement> options, string option, string name)
    {
        if (options.TryGetValue(option, out var value))
        {
            writer.WriteElement(name, value);
        }
    }
}
