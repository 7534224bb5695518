using RawInference.Emulator.Models;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Google.Refusals;

/// <summary>Checks on what an answer shall be made of.</summary>
internal static class OutputChecks
{
    private static readonly string[] Voices =
    [
        "achernar", "achird", "algenib", "algieba", "alnilam", "aoede", "autonoe", "callirrhoe", "charon", "despina", "enceladus", "erinome",
        "fenrir", "gacrux", "iapetus", "kore", "laomedeia", "leda", "orus", "puck", "pulcherrima", "rasalgethi", "sadachbia", "sadaltager",
        "schedar", "sulafat", "umbriel", "vindemiatrix", "zephyr", "zubenelgenubi",
    ];

    private static readonly string[] VoicePaths =
    [
        "generationConfig.speechConfig.voiceConfig.prebuiltVoiceConfig.voiceName",
        "generationConfig.speechConfig.multiSpeakerVoiceConfig.speakerVoiceConfigs[*].voiceConfig.prebuiltVoiceConfig.voiceName",
    ];

    public static IReadOnlyDictionary<string, string>? Modalities(RefusalContext context)
    {
        string[] asked = [.. (context.Body.Member("generationConfig")?.Texts("responseModalities") ?? []).Order()];
        var accepted = Accepted(context.Model!);
        return accepted.Any(each => each.SequenceEqual(asked)) || (asked.Length == 0 && !context.Model!.Has("speech"))
            ? null
            : Quoted.Of(
                ("asked", asked.Length == 0 ? "" : $" ({string.Join(", ", asked)})"),
                ("accepted", string.Concat(accepted.Select(each => $"* {string.Join(", ", each)}\n"))));
    }

    public static IReadOnlyDictionary<string, string>? VoiceUnknown(RefusalContext context)
    {
        var unknown = VoicePaths.SelectMany(path => JsonPaths.Find(context.Body, path))
            .Select(found => found.Element.GetString()!)
            .FirstOrDefault(voice => !Voices.Contains(voice.ToLowerInvariant()));
        return unknown is null ? null : Quoted.Of(("voice", unknown), ("voices", string.Join(", ", Voices)));
    }

    public static IReadOnlyDictionary<string, string>? SpeakerCount(RefusalContext context) => Quoted.When(
        context.Body.Member("generationConfig")?.Member("speechConfig")?.Member("multiSpeakerVoiceConfig") is { } several
        && several.Items("speakerVoiceConfigs").Count() != 2);

    /// <summary>In alphabetical order each, as the check sorts what is asked for.</summary>
    private static string[][] Accepted(ModelEntry model) =>
        model.Has("speech") ? [["AUDIO"]]
        : model.Has("image") ? [["IMAGE"], ["IMAGE", "TEXT"], ["TEXT"]]
        : [["TEXT"]];
}
