using System.Text.Json.Nodes;
using RawInference.Emulator.Answers;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.OpenAI.Audio;

/// <summary><c>POST /v1/audio/transcriptions</c>.</summary>
internal static class TranscriptionsEndpoint
{
    public static async Task AnswerAsync(WireCall call)
    {
        var transcript = Transcript.Of(await UploadedAudio.ReadAsync(call.Http), call.Body.Text("language"));
        if (call.Body.Flag("stream") == true && call.Model.Has("transcription-stream"))
        {
            await SseReply.WriteAsync(call, Events(call, transcript));
            return;
        }

        switch (call.Body.Text("response_format") ?? "json")
        {
            case "text" or "srt" or "vtt":
                await TranscriptFormats.WriteTextAsync(call, transcript, call.Body.Text("response_format")!);
                break;
            case "verbose_json":
                string[] granularities = [.. call.Body.Items("timestamp_granularities").Select(each => each.GetString()!)];
                var verbose = TranscriptFormats.Verbose("transcribe", transcript, granularities, call.Body.Number("temperature") ?? 0);
                verbose["usage"] = Usage(call, transcript);
                await JsonReply.WriteAsync(call, verbose);
                break;
            default:
                await JsonReply.WriteAsync(call, new JsonObject { ["text"] = transcript.Text, ["usage"] = Usage(call, transcript) });
                break;
        }
    }

    private static IEnumerable<SseFrame> Events(WireCall call, Transcript transcript)
    {
        foreach (var piece in TextPieces.Of(transcript.Text))
        {
            yield return new SseFrame(Event: null, new JsonObject { ["type"] = "transcript.text.delta", ["delta"] = piece });
        }

        yield return new SseFrame(Event: null, new JsonObject
        {
            ["type"] = "transcript.text.done",
            ["text"] = transcript.Text,
            ["usage"] = Usage(call, transcript),
        });
    }

    /// <summary>whisper-1 is billed by the second, its successors by the token.</summary>
    private static JsonObject Usage(WireCall call, Transcript transcript)
    {
        if (!call.Model.Has("transcription-stream"))
        {
            return new JsonObject { ["type"] = "duration", ["seconds"] = (int)Math.Ceiling(transcript.Seconds) };
        }

        var text = TokenCount.Of(call.Body.Text("prompt"));
        var audio = (int)Math.Ceiling(transcript.Seconds * 10);
        var output = TokenCount.Of(transcript.Text);
        return new JsonObject
        {
            ["type"] = "tokens",
            ["total_tokens"] = text + audio + output,
            ["input_tokens"] = text + audio,
            ["input_token_details"] = new JsonObject { ["text_tokens"] = text, ["audio_tokens"] = audio },
            ["output_tokens"] = output,
        };
    }
}
