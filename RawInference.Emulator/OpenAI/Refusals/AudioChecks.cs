using RawInference.Emulator.Media;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.OpenAI.Refusals;

/// <summary>Checks on an uploaded recording.</summary>
internal static class AudioChecks
{
    private const double LeastSeconds = 0.1;

    private static readonly string[] Voices =
        ["alloy", "ash", "ballad", "cedar", "coral", "echo", "fable", "marin", "nova", "onyx", "sage", "shimmer", "verse"];

    /// <summary>A custom voice is an object and has an id of its own.</summary>
    public static IReadOnlyDictionary<string, string>? UnknownVoice(RefusalContext context) =>
        context.Body.Text("voice") is { } voice && !Voices.Contains(voice)
            ? new Dictionary<string, string> { ["value"] = voice, ["voices"] = string.Join(", ", Voices.Select(name => $"'{name}'")) }
            : null;

    public static IReadOnlyDictionary<string, string>? UnknownFormat(RefusalContext context) =>
        AudioFormat.Of(Upload(context)) is null ? new Dictionary<string, string>() : null;

    /// <summary>A WAV that says so and has no samples; of other formats only the first bytes are read.</summary>
    public static IReadOnlyDictionary<string, string>? Corrupt(RefusalContext context) =>
        Upload(context) is var bytes && AudioFormat.Of(bytes) == "WAV" && WaveHeader.Read(bytes) is null ? new Dictionary<string, string>() : null;

    public static IReadOnlyDictionary<string, string>? TooShort(RefusalContext context) =>
        WaveHeader.Read(Upload(context)) is { } wave && wave.Seconds < LeastSeconds ? new Dictionary<string, string>() : null;

    private static byte[] Upload(RefusalContext context)
    {
        using var stream = context.Http.Request.Form.Files.GetFile("file")!.OpenReadStream();
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
