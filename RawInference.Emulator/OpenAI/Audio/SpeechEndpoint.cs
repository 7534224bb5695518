using System.Text.Json.Nodes;
using RawInference.Emulator.Answers;
using RawInference.Emulator.Media;
using RawInference.Emulator.OpenAI.Wire;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.OpenAI.Audio;

/// <summary><c>POST /v1/audio/speech</c>: real files whose length is the text's, a tone where that is simple, silence where it is not.</summary>
internal static class SpeechEndpoint
{
    private const double SecondsPerCharacter = 0.06;
    private const int TokensPerSecond = 20;
    private const int ChunkLength = 8 * 1024;

    public static Task AnswerAsync(WireCall call)
    {
        if (call.Body.Text("voice") is null)
        {
            throw EmulatorLimits.Unable("custom voices");
        }

        var seconds = Seconds(call);
        var (bytes, contentType) = (call.Body.Text("response_format") ?? "mp3") switch
        {
            "wav" => (ToneRecording.Wave(SilentAudio.SampleRate, seconds), "audio/wav"),
            "pcm" => (ToneRecording.Samples(SilentAudio.SampleRate, seconds), "audio/pcm"),
            "aac" => (SilentAudio.Aac(seconds), "audio/aac"),
            "mp3" => (SilentAudio.Mp3(seconds), "audio/mpeg"),
            var format => throw EmulatorLimits.Unable($"speech in the format '{format}'"),
        };
        return call.Body.Text("stream_format") == "sse"
            ? SseReply.WriteAsync(call, Events(call, bytes, seconds))
            : JsonReply.WriteAsync(call, bytes, contentType);
    }

    private static double Seconds(WireCall call) =>
        Math.Max(0.1, call.Body.Text("input")!.Length * SecondsPerCharacter / (call.Body.Number("speed") ?? 1));

    private static IEnumerable<SseFrame> Events(WireCall call, byte[] bytes, double seconds)
    {
        foreach (var chunk in bytes.Chunk(ChunkLength))
        {
            yield return new SseFrame(Event: null, new JsonObject { ["type"] = "speech.audio.delta", ["audio"] = Convert.ToBase64String(chunk) });
        }

        var input = TokenCount.Of(call.Body.Text("input")) + TokenCount.Of(call.Body.Text("instructions"));
        var output = (int)Math.Ceiling(seconds * TokensPerSecond);
        yield return new SseFrame(Event: null, new JsonObject
        {
            ["type"] = "speech.audio.done",
            ["usage"] = new JsonObject { ["input_tokens"] = input, ["output_tokens"] = output, ["total_tokens"] = input + output },
        });
    }
}
