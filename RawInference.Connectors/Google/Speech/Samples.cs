using System.Globalization;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.Google.Speech;

/// <summary>Raw samples as the model gives them.</summary>
/// <param name="Bytes">16 bits each, one channel.</param>
/// <param name="Rate">Samples a second.</param>
internal sealed record Samples(byte[] Bytes, int Rate)
{
    private const int MostRate = 384_000;

    public static Samples Of(Generation generation)
    {
        (string Type, byte[] Bytes)[] pieces = [.. generation.Data];
        if (pieces is not [var first, ..])
        {
            throw AnswerJson.Invalid("parts", "has no recording");
        }

        if (Array.Exists(pieces, piece => piece.Type != first.Type))
        {
            throw AnswerJson.Invalid("mimeType", "changes within the recording");
        }

        byte[] bytes = pieces.Length == 1 ? first.Bytes : [.. pieces.SelectMany(piece => piece.Bytes)];
        return bytes.Length > 0 && bytes.Length % 2 == 0
            ? new Samples(bytes, RateOf(first.Type))
            : throw AnswerJson.Invalid("data", "is not a whole number of samples");
    }

    /// <summary><c>audio/L16;codec=pcm;rate=24000</c>.</summary>
    private static int RateOf(string type)
    {
        var words = type.Split(';', StringSplitOptions.TrimEntries);
        var rate = words.FirstOrDefault(word => word.StartsWith("rate=", StringComparison.OrdinalIgnoreCase))?["rate=".Length..];
        return (words[0].Equals("audio/L16", StringComparison.OrdinalIgnoreCase) || words[0].Equals("audio/pcm", StringComparison.OrdinalIgnoreCase))
            && int.TryParse(rate, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= MostRate
                ? number
                : throw AnswerJson.Invalid("mimeType", "is not that of raw samples with their rate");
    }
}
