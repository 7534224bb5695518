using System.Text.Json;
using RawInference.Chat;
using RawInference.Contract;
using RawInference.Embeddings;
using RawInference.Images;
using RawInference.Speech;

namespace RawInference.SkPlugin;

/// <summary>An answer's <c>data</c> for a model to read: megabytes of base64 and thousands of numbers would only fill its context.</summary>
internal static class PluginData
{
    /// <summary>Returns what was left out; null for nothing.</summary>
    public static string? Write(Utf8JsonWriter writer, InferenceResponse response, bool full)
    {
        switch (response)
        {
            case EmbeddingResponse embedding when !full:
                writer.WriteStartObject();
                writer.WriteNumber("vectors", embedding.Vectors.Count);
                writer.WriteNumber("dimensions", embedding.Dimensions);
                writer.WriteEndObject();
                return "the numbers of the vectors";
            case ImageResponse drawn when !full && drawn.Images.Any(image => image.Bytes is not null):
                Write(writer, drawn);
                return "the images themselves";
            case SpeechResponse speech when !full:
                writer.WriteStartObject();
                writer.WriteNumber("audio_bytes", speech.Audio.Length);
                writer.WriteString("media_type", speech.MediaType);
                writer.WriteEndObject();
                return "the recording itself";
            case ChatResponse chat when !full && chat.Outputs.Any(output => output.ProviderState is not null):
                OperationContracts.Of(chat).WriteData(
                    writer,
                    chat with { Outputs = [.. chat.Outputs.Select(output => output with { ProviderState = null })] });
                return "the outputs' provider_state";
            default:
                OperationContracts.Of(response).WriteData(writer, response);
                return null;
        }
    }

    private static void Write(Utf8JsonWriter writer, ImageResponse response)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("images");
        foreach (var image in response.Images)
        {
            writer.WriteStartObject();
            if (image.Bytes is { } bytes)
            {
                writer.WriteNumber("bytes", bytes.Length);
            }
            else
            {
                writer.WriteString("url", image.Url);
            }

            writer.WriteString("media_type", image.MediaType);
            if (image.RevisedPrompt is { } revised)
            {
                writer.WriteString("revised_prompt", revised);
            }

            writer.WriteNumber("index", image.Index);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
