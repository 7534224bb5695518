using System.Buffers.Binary;
using RawInference.Emulator.Answers;

namespace RawInference.Emulator.Google.Generate;

/// <summary>Speaks a text as tones: bare samples, 24 kHz, 16-bit, mono. Each word has a pitch of its own, each voice another range.</summary>
internal static class GeneratedSpeech
{
    public const string MimeType = "audio/L16;codec=pcm;rate=24000";

    private const int SampleRate = 24_000;
    private const int TokensPerSecond = 25;
    private const double SecondsPerWord = 0.2;
    private const double LongestSeconds = 60;

    public static byte[] Speak(string text, string voice)
    {
        string[] words =
        [
            .. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .DefaultIfEmpty("silence")
                .Take((int)(LongestSeconds / SecondsPerWord)),
        ];
        var perWord = (int)(SampleRate * SecondsPerWord);
        var samples = new byte[words.Length * perWord * 2];
        var lowest = 110 + (int)(StableHash.Of(voice.ToLowerInvariant()) % 110);
        for (var word = 0; word < words.Length; word++)
        {
            var pitch = lowest + (int)(StableHash.Of(words[word]) % 220);
            for (var sample = 0; sample < perWord; sample++)
            {
                var value = (short)(8000 * Math.Sin(2 * Math.PI * pitch * sample / SampleRate));
                BinaryPrimitives.WriteInt16LittleEndian(samples.AsSpan((word * perWord + sample) * 2), value);
            }
        }

        return samples;
    }

    public static int TokensOf(byte[] samples) => (int)Math.Ceiling(samples.Length / 2.0 / SampleRate * TokensPerSecond);
}
