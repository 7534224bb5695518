using System.Text.Json;
using RawInference.Connectors.Wire;
using RawInference.Core.Transcription;
using RawInference.Transcription;
using RawInference.Usage;

namespace RawInference.Connectors.OpenAI.Audio;

/// <summary>Reads a transcript, plain or verbose.</summary>
internal static class TranscriptionAnswer
{
    public static TranscriptionResult Read(JsonElement answer, string model, CallSettings call, bool translated) => new()
    {
        Text = answer.RequiredText("text"),
        Language = answer.Text("language"),
        DurationSeconds = answer.Number("duration"),
        Segments = [.. answer.Items("segments").Select(item => SegmentOf(item, "text"))],
        Words = [.. answer.Items("words").Select(item => SegmentOf(item, "word"))],
        Usage = OpenAIUsage.Read(answer, call.OnWarning) ?? (translated ? SecondsOf(answer) : null),
        Model = answer.Text("model") ?? model,
        Raw = call.IncludeRaw ? answer.Clone() : null,
    };

    /// <summary>A translation reports no usage; it is billed by the seconds that it tells as its duration.</summary>
    private static TokenUsage? SecondsOf(JsonElement answer) => answer.Number("duration") is { } seconds and >= 0
        ? new TokenUsage { Prompt = 0, Completion = 0, AudioSeconds = seconds }
        : null;

    private static TranscriptionSegment SegmentOf(JsonElement item, string textName) => new(
        item.Number("start") ?? throw AnswerJson.Invalid("start", "is missing"),
        item.Number("end") ?? throw AnswerJson.Invalid("end", "is missing"),
        item.RequiredText(textName));
}
