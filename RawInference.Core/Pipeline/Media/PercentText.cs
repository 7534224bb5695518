using System.Globalization;

namespace RawInference.Core.Pipeline.Media;

/// <summary>Bytes as URL characters and <c>%XX</c>.</summary>
internal static class PercentText
{
    /// <summary>The length of what the text decodes to, if it is well formed.</summary>
    public static long DecodedLength(ReadOnlySpan<char> text) => text.Length - (2L * text.Count('%'));

    /// <summary>The bytes; null, and what is wrong, where the text is not well formed.</summary>
    public static byte[]? Decode(ReadOnlySpan<char> text, out string? mistake)
    {
        mistake = Mistake(text);
        if (mistake is not null)
        {
            return null;
        }

        var bytes = new byte[DecodedLength(text)];
        for (int at = 0, length = 0; at < text.Length; at++)
        {
            bytes[length++] = text[at] == '%' && TryReadCode(text[at..], out var code) ? code : (byte)text[at];
            at += text[at] == '%' ? 2 : 0;
        }

        return bytes;
    }

    private static string? Mistake(ReadOnlySpan<char> text)
    {
        var stray = text.IndexOfAnyExceptInRange('!', '~');
        if (stray >= 0)
        {
            return $"is no data: URI: the character at {stray} of its data has to be written as %XX.";
        }

        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '%')
            {
                continue;
            }

            if (!TryReadCode(text[at..], out _))
            {
                return $"is no data: URI: the % at {at} of its data is not followed by two hexadecimal digits.";
            }

            at += 2;
        }

        return null;
    }

    private static bool TryReadCode(ReadOnlySpan<char> text, out byte code)
    {
        code = 0;
        return text.Length >= 3 && byte.TryParse(text[1..3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code);
    }
}
