using System.Text.Json;
using RawInference.Emulator.Answers;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Google.Generate;

/// <summary>A picture or speech in an answer.</summary>
/// <param name="Modality">As usage names it.</param>
/// <param name="MimeType">As the provider names it.</param>
/// <param name="Bytes">The file, or the bare samples.</param>
/// <param name="Tokens">What it counts as.</param>
/// <param name="WithText">Whether text comes with it.</param>
internal sealed record OutputMedia(string Modality, string MimeType, byte[] Bytes, int Tokens, bool WithText)
{
    /// <summary>Null for an answer of text alone.</summary>
    public static OutputMedia? Of(WireCall call, Question question)
    {
        var config = call.Body.Member("generationConfig");
        string[] modalities = [.. config?.Texts("responseModalities") ?? []];
        if (call.Model.Has("speech"))
        {
            var samples = GeneratedSpeech.Speak(question.Prompt, Voice(config));
            return new OutputMedia("AUDIO", GeneratedSpeech.MimeType, samples, GeneratedSpeech.TokensOf(samples), WithText: false);
        }

        if (!call.Model.Has("image") || (modalities.Length > 0 && !modalities.Contains("IMAGE")))
        {
            return null;
        }

        var image = config?.Member("imageConfig");
        var size = call.Model.Has("image-size") ? image?.Text("imageSize") ?? "1K" : null;
        var picture = GeneratedPicture.Draw(question.Prompt, image?.Text("aspectRatio") ?? "1:1", size);
        var tokens = GeneratedPicture.TokensOf(size);
        return new OutputMedia("IMAGE", "image/png", picture, tokens, WithText: modalities.Length == 0 || modalities.Contains("TEXT"));
    }

    private static string Voice(JsonElement? config) =>
        config?.Member("speechConfig")?.Member("voiceConfig")?.Member("prebuiltVoiceConfig")?.Text("voiceName") ?? "";
}
