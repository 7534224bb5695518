namespace RawInference.Emulator.Answers;

/// <summary>A normalised vector in which similar texts are near: hashed words, and hashed runs of three letters at half weight.</summary>
internal static class EmbeddingVector
{
    private const int RunLength = 3;

    public static float[] Of(string model, string text, int dimensions)
    {
        // Something of the model itself, so that no text is the zero vector and two models do not share a space.
        var vector = new double[dimensions];
        Add(vector, $"{model}:", weight: 0.25);
        foreach (var word in text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var letters = word.Trim('.', ',', '!', '?', ';', ':', '"', '\'', '(', ')');
            Add(vector, $"{model}:word:{letters}", weight: 1);
            var padded = $"^{letters}$";
            for (var start = 0; start + RunLength <= padded.Length; start++)
            {
                Add(vector, $"{model}:run:{padded.AsSpan(start, RunLength)}", weight: 0.5);
            }
        }

        var length = Math.Sqrt(vector.Sum(value => value * value));
        return [.. vector.Select(value => (float)(value / length))];
    }

    private static void Add(double[] vector, string feature, double weight)
    {
        var hash = StableHash.Of(feature);

        // The low bits of FNV are its weakest: fold the high ones in.
        hash ^= hash >> 29;
        vector[(hash >> 1) % (ulong)vector.Length] += (hash & 1) == 0 ? weight : -weight;
    }
}
