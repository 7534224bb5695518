using System.Text.Json.Nodes;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.OpenAI.Audio;

/// <summary><c>POST /v1/audio/translations</c>, always into English.</summary>
internal static class TranslationsEndpoint
{
    public static async Task AnswerAsync(WireCall call)
    {
        var transcript = Transcript.Of(await UploadedAudio.ReadAsync(call.Http), language: null);
        switch (call.Body.Text("response_format") ?? "json")
        {
            case "json":
                await JsonReply.WriteAsync(call, new JsonObject { ["text"] = transcript.Text });
                break;
            case "verbose_json":
                var temperature = call.Body.Number("temperature") ?? 0;
                await JsonReply.WriteAsync(call, TranscriptFormats.Verbose("translate", transcript, ["segment"], temperature));
                break;
            case var format:
                await TranscriptFormats.WriteTextAsync(call, transcript, format);
                break;
        }
    }
}
