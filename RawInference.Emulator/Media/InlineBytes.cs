using System.Text;

namespace RawInference.Emulator.Media;

/// <summary>Reads bytes that came as text; null for what is not of its form.</summary>
internal static class InlineBytes
{
    public static byte[]? Base64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }

    public static byte[]? DataUrl(string url)
    {
        var comma = url.IndexOf(',', StringComparison.Ordinal);
        if (!url.StartsWith("data:", StringComparison.Ordinal) || comma < 0)
        {
            return null;
        }

        var (head, text) = (url[..comma], url[(comma + 1)..]);
        return head.EndsWith(";base64", StringComparison.Ordinal) ? Base64(text) : Encoding.UTF8.GetBytes(Uri.UnescapeDataString(text));
    }
}
