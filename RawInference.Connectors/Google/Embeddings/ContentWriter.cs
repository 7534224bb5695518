using System.Text.Json;
using RawInference.Connectors.Wire;
using RawInference.Embeddings;

namespace RawInference.Connectors.Google.Embeddings;

/// <summary>Writes what a vector is made of as a content of one part.</summary>
internal static class ContentWriter
{
    public static void Write(Utf8JsonWriter writer, EmbeddingInput input)
    {
        writer.WriteStartObject("content");
        writer.WriteStartArray("parts");
        writer.WriteStartObject();
        if (input.Media is { } media)
        {
            GoogleMedia.WriteData(writer, media);
        }
        else
        {
            writer.WriteText("text", input.Text!);
        }

        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
