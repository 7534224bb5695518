namespace RawInference.Emulator.Answers;

/// <summary>Cuts a text into the pieces that a stream sends: words with the space before them.</summary>
internal static class TextPieces
{
    public static IEnumerable<string> Of(string text)
    {
        var start = 0;
        for (var index = 1; index < text.Length; index++)
        {
            if (char.IsWhiteSpace(text[index]) && !char.IsWhiteSpace(text[index - 1]))
            {
                yield return text[start..index];
                start = index;
            }
        }

        if (start < text.Length)
        {
            yield return text[start..];
        }
    }

    /// <summary>Pieces of this many characters, never half a surrogate pair: what a stream of arguments sends.</summary>
    public static IEnumerable<string> OfLength(string text, int length)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = Math.Min(text.Length, start + length);
            if (end < text.Length && char.IsHighSurrogate(text[end - 1]))
            {
                end++;
            }

            yield return text[start..end];
            start = end;
        }
    }
}
