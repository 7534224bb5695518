using System.Text.Json;
using RawInference.Connectors.Wire;
using RawInference.Core.Transcription;
using RawInference.Transcription;

namespace RawInference.Connectors.Google.Transcription;

/// <summary>Reads a transcript with times: JSON within the model's text.</summary>
internal static class TimedTranscript
{
    public static TranscriptionResult Read(string text)
    {
        JsonElement transcript;
        try
        {
            transcript = JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (JsonException exception)
        {
            throw AnswerJson.Invalid("text", "is not the JSON that was asked for", exception);
        }

        return new TranscriptionResult
        {
            Text = transcript.RequiredText("text"),
            Language = transcript.Text("language") is { Length: > 0 } language ? language : null,
            Segments = Read(transcript, "segments"),
            Words = Read(transcript, "words"),
        };
    }

    private static TranscriptionSegment[] Read(JsonElement transcript, string name) =>
    [
        .. transcript.Items(name).Select(item => new TranscriptionSegment(
            item.Number("start_s") ?? throw AnswerJson.Invalid("start_s", "is missing"),
            item.Number("end_s") ?? throw AnswerJson.Invalid("end_s", "is missing"),
            item.RequiredText("text"))),
    ];
}
