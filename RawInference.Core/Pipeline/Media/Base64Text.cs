using System.Buffers;
using System.Buffers.Text;

namespace RawInference.Core.Pipeline.Media;

/// <summary>
/// Base64 as RFC 4648 writes it: the standard alphabet with its padding, or the URL-safe one with or without; never both,
/// never whitespace. What is missing or left over is a mistake, since it mostly means that something was cut off.
/// </summary>
internal static class Base64Text
{
    private const string Common = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly SearchValues<char> Standard = SearchValues.Create(Common + "+/");
    private static readonly SearchValues<char> UrlSafe = SearchValues.Create(Common + "-_");

    /// <summary>The length of what the text decodes to, if it is base64.</summary>
    public static long DecodedLength(ReadOnlySpan<char> text) => text.TrimEnd('=').Length * 3L / 4;

    /// <summary>The bytes; null, and what is wrong, where the text is no base64.</summary>
    public static byte[]? Decode(ReadOnlySpan<char> text, out string? mistake)
    {
        var digits = text.TrimEnd('=');
        var padding = text.Length - digits.Length;
        var urlSafe = digits.ContainsAny('-', '_') || (padding == 0 && digits.Length % 4 != 0);
        var stray = digits.IndexOfAnyExcept(urlSafe ? UrlSafe : Standard);
        if (stray >= 0)
        {
            mistake = $"is not base64: {Describe(digits[stray])} at character {stray}.";
            return null;
        }

        var bytes = new byte[DecodedLength(text)];
        if (padding > 2 || (padding > 0 && text.Length % 4 != 0) || !TryDecode(text, urlSafe, bytes))
        {
            mistake = "is not base64: its end is missing or wrong.";
            return null;
        }

        mistake = null;
        return bytes;
    }

    private static bool TryDecode(ReadOnlySpan<char> text, bool urlSafe, byte[] bytes) =>
        urlSafe
            ? Base64Url.DecodeFromChars(text, bytes, out _, out var written) == OperationStatus.Done && written == bytes.Length
            : Convert.TryFromBase64Chars(text, bytes, out written) && written == bytes.Length;

    private static string Describe(char character) => character switch
    {
        _ when char.IsWhiteSpace(character) => "there is whitespace",
        '=' => "there is more behind the padding",
        ':' or ',' => "there is a character of a data: URI, which belongs into a URL field,",
        _ => "there is a character of another alphabet",
    };
}
