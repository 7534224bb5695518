using System.Text.Json;
using RawInference.Transcription;

namespace RawInference.Connectors.Google.Transcription;

/// <summary>The form of a transcript with times, in the words that all Gemini models know.</summary>
internal static class TranscriptionSchema
{
    public static void Write(Utf8JsonWriter writer, TranscriptionParameters parameters)
    {
        string[] lists = [.. parameters.Timestamps!.Select(NameOf).Distinct()];
        writer.WriteString("responseMimeType", "application/json");
        writer.WriteStartObject("responseSchema");
        writer.WriteString("type", "OBJECT");
        writer.WriteStartObject("properties");
        WriteType(writer, "text", "STRING");
        WriteType(writer, "language", "STRING");
        foreach (var list in lists)
        {
            WriteList(writer, list);
        }

        writer.WriteEndObject();
        WriteRequired(writer, ["text", "language", .. lists]);
        writer.WriteEndObject();
    }

    public static string NameOf(string timestamp) => timestamp == "word" ? "words" : "segments";

    private static void WriteList(Utf8JsonWriter writer, string name)
    {
        writer.WriteStartObject(name);
        writer.WriteString("type", "ARRAY");
        writer.WriteStartObject("items");
        writer.WriteString("type", "OBJECT");
        writer.WriteStartObject("properties");
        WriteType(writer, "start_s", "NUMBER");
        WriteType(writer, "end_s", "NUMBER");
        WriteType(writer, "text", "STRING");
        writer.WriteEndObject();
        WriteRequired(writer, ["start_s", "end_s", "text"]);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteType(Utf8JsonWriter writer, string name, string type)
    {
        writer.WriteStartObject(name);
        writer.WriteString("type", type);
        writer.WriteEndObject();
    }

    private static void WriteRequired(Utf8JsonWriter writer, string[] names)
    {
        writer.WriteStartArray("required");
        foreach (var name in names)
        {
            writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
    }
}
