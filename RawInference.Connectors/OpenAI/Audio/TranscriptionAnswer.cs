using System.Text.Json;
using RawInference.Connectors.Wire;
using RawInference.Core.Transcription;
using RawInference.Transcription;

namespace RawInference.Connectors.OpenAI.Audio;

/// <summary>Reads a transcript, plain or verbose.</summary>
internal static class TranscriptionAnswer
{
    public static TranscriptionResult Read(JsonElement answer, string model, CallSettings call) => new()
    {
        Text = answer.RequiredText("text"),
        Language = answer.Text("language"),
        DurationSeconds = answer.Number("duration"),
        Segments = [.. answer.Items("segments").Select(item => SegmentOf(item, "text"))],
        Words = [.. answer.Items("words").Select(item => SegmentOf(item, "word"))],
        Usage = OpenAIUsage.Read(answer, call.OnWarning),
        Model = answer.Text("model") ?? model,
        Raw = call.IncludeRaw ? answer.Clone() : null,
    };

    private static TranscriptionSegment SegmentOf(JsonElement item, string textName) => new(
        item.Number("start") ?? throw AnswerJson.Invalid("start", "is missing"),
        item.Number("end") ?? throw AnswerJson.Invalid("end", "is missing"),
        item.RequiredText(textName));
}
