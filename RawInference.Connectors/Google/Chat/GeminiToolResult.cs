using System.Text.Json;
using RawInference.Chat;
using RawInference.Connectors.Wire;
using RawInference.Core.Models;
using RawInference.Media;

namespace RawInference.Connectors.Google.Chat;

/// <summary>Writes what a tool has answered.</summary>
internal static class GeminiToolResult
{
    public static void Write(Utf8JsonWriter writer, ModelCard? card, ChatCall call, ChatMessage message, string name)
    {
        var media = message.Parts.Select(part => part.Media).OfType<MediaContent>().ToArray();
        Array.ForEach(media, one => GeminiContents.WarnOfDetail(call, one));
        var nested = GeminiThinking.NeedsSignatures(card);
        writer.WriteStartObject();
        writer.WriteStartObject("functionResponse");
        if (GeminiCallIds.IsGiven(message.ToolCallId!))
        {
            writer.WriteString("id", message.ToolCallId);
        }

        writer.WriteString("name", name);
        writer.WritePropertyName("response");
        WriteResponse(writer, message.Text);
        if (nested && media.Length > 0)
        {
            // Models of the third family read media within a result, earlier ones beside it.
            writer.WriteStartArray("parts");
            WriteInline(writer, media);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        if (!nested)
        {
            WriteInline(writer, media);
        }
    }

    private static void WriteInline(Utf8JsonWriter writer, IEnumerable<MediaContent> media)
    {
        foreach (var one in media)
        {
            writer.WriteStartObject();
            GoogleMedia.WriteInline(writer, one);
            writer.WriteEndObject();
        }
    }

    /// <summary>An object as it is; anything else under <c>output</c>, Google's name for it.</summary>
    private static void WriteResponse(Utf8JsonWriter writer, string text)
    {
        if (GeminiJson.ObjectOf(text) is { } response)
        {
            response.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        writer.WriteText("output", text);
        writer.WriteEndObject();
    }
}
