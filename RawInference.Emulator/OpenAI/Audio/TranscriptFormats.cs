using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using RawInference.Emulator.Answers;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.OpenAI.Audio;

/// <summary>A transcript in the formats that whisper-1 can answer in.</summary>
internal static class TranscriptFormats
{
    /// <summary>Answers in one of the formats that are plain text.</summary>
    public static Task WriteTextAsync(WireCall call, Transcript transcript, string format)
    {
        var (text, contentType) = format switch
        {
            "srt" => (Srt(transcript), "text/plain; charset=utf-8"),
            "vtt" => (Vtt(transcript), "text/vtt; charset=utf-8"),
            _ => (transcript.Text + "\n", "text/plain; charset=utf-8"),
        };
        return JsonReply.WriteAsync(call, Encoding.UTF8.GetBytes(text), contentType);
    }

    /// <summary>Segments are always there when words are not all that was asked for.</summary>
    public static JsonObject Verbose(string task, Transcript transcript, IReadOnlyCollection<string> granularities, double temperature)
    {
        var body = new JsonObject
        {
            ["task"] = task,
            ["language"] = transcript.Language,
            ["duration"] = transcript.Seconds,
            ["text"] = transcript.Text,
        };
        if (granularities.Contains("word"))
        {
            body["words"] = new JsonArray([.. transcript.Words().Select(word => (JsonNode)new JsonObject
            {
                ["word"] = word.Text,
                ["start"] = word.Start,
                ["end"] = word.End,
            })]);
        }

        if (granularities.Count == 0 || granularities.Contains("segment"))
        {
            body["segments"] = new JsonArray([.. transcript.Segments().Select((segment, index) => Segment(segment, index, temperature))]);
        }

        return body;
    }

    private static string Srt(Transcript transcript)
    {
        var text = new StringBuilder();
        foreach (var (segment, index) in transcript.Segments().Select((segment, index) => (segment, index)))
        {
            text.Append(CultureInfo.InvariantCulture, $"{index + 1}\n{Clock(segment.Start, ',')} --> {Clock(segment.End, ',')}\n");
            text.Append(segment.Text).Append("\n\n");
        }

        return text.ToString();
    }

    private static string Vtt(Transcript transcript)
    {
        var text = new StringBuilder("WEBVTT\n\n");
        foreach (var segment in transcript.Segments())
        {
            text.Append(CultureInfo.InvariantCulture, $"{Clock(segment.Start, '.')} --> {Clock(segment.End, '.')}\n");
            text.Append(segment.Text).Append("\n\n");
        }

        return text.ToString();
    }

    private static JsonNode Segment(TimedText segment, int index, double temperature) => new JsonObject
    {
        ["id"] = index,
        ["seek"] = 0,
        ["start"] = segment.Start,
        ["end"] = segment.End,
        ["text"] = segment.Text,
        ["tokens"] = new JsonArray([.. TextPieces.Of(segment.Text).Select(piece => (JsonNode)(int)(50364 + StableHash.Of(piece) % 1000))]),
        ["temperature"] = temperature,
        ["avg_logprob"] = -0.25,
        ["compression_ratio"] = 1.1,
        ["no_speech_prob"] = 0.01,
    };

    private static string Clock(double seconds, char point) =>
        TimeSpan.FromSeconds(seconds).ToString($@"hh\:mm\:ss\{point}fff", CultureInfo.InvariantCulture);
}
