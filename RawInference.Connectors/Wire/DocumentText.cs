using System.Text;
using RawInference.Media;

namespace RawInference.Connectors.Wire;

/// <summary>Documents that are text, for dialects that take them as text and not as bytes.</summary>
internal static class DocumentText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static bool Is(string mediaType) => mediaType.StartsWith("text/", StringComparison.Ordinal)
        || mediaType.Split(';')[0].TrimEnd() is "application/json" or "application/xml";

    /// <exception cref="InferenceException">The bytes are not there, or are not UTF-8.</exception>
    public static string Of(MediaContent media)
    {
        var bytes = BodyWriter.BytesOf(media);
        try
        {
            return Utf8.GetString(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes);
        }
        catch (DecoderFallbackException)
        {
            throw InferenceException.Invalid(media.Path, "is not text in UTF-8.");
        }
    }
}
