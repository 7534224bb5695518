using RawInference.Emulator.Answers;

namespace RawInference.Emulator.OpenAI.Audio;

/// <summary>What a recording is said to say: its own header, in words that share its duration evenly.</summary>
internal sealed record Transcript(string Text, double Seconds, string Language)
{
    private static readonly Dictionary<string, string> Languages = new()
    {
        ["en"] = "english",
        ["de"] = "german",
        ["fr"] = "french",
        ["es"] = "spanish",
        ["it"] = "italian",
        ["pt"] = "portuguese",
        ["nl"] = "dutch",
        ["ja"] = "japanese",
        ["zh"] = "chinese",
    };

    public static Transcript Of(byte[] audio, string? language) => new(
        AttachmentText.Audio(audio),
        Math.Round(AttachmentText.Seconds(audio), 2),
        Languages.GetValueOrDefault(language ?? "en", language ?? "english"));

    /// <summary>Sentences, each with its share of the time.</summary>
    public IEnumerable<TimedText> Segments()
    {
        string[] sentences = [.. Text.Split(", ", 2)];
        return Timed(sentences);
    }

    public IEnumerable<TimedText> Words() => Timed(Text.TrimEnd('.').Split(' '));

    private IEnumerable<TimedText> Timed(string[] texts)
    {
        var share = Seconds / texts.Length;
        return texts.Select((text, index) => new TimedText(text, Math.Round(index * share, 2), Math.Round((index + 1) * share, 2)));
    }
}
