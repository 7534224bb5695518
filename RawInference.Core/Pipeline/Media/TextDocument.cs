using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace RawInference.Core.Pipeline.Media;

/// <summary>Documents without magic bytes: UTF-8 text.</summary>
internal static class TextDocument
{
    private static readonly SearchValues<byte> NotText = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(code => (byte)code).Except("\t\n\f\r"u8.ToArray()), 0x7F]);

    /// <summary>What was declared, if it is a kind of text; otherwise what the text looks like. Null for what is not text.</summary>
    public static string? Sniff(ReadOnlySpan<byte> bytes, string? declared)
    {
        if (bytes.IsEmpty || bytes.ContainsAny(NotText) || !Utf8.IsValid(bytes))
        {
            return null;
        }

        if (declared is "text/plain" or "text/markdown" or "text/csv" or "text/html" or "text/xml" or "application/xml")
        {
            return declared;
        }

        var text = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes;
        return IsJson(text) ? "application/json" : IsHtml(text.TrimStart(" \t\r\n"u8)) ? "text/html" : "text/plain";
    }

    private static bool IsHtml(ReadOnlySpan<byte> text) => StartsWith(text, "<!doctype html"u8) || StartsWith(text, "<html"u8);

    private static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> start) =>
        text.Length >= start.Length && Ascii.EqualsIgnoreCase(text[..start.Length], start);

    private static bool IsJson(ReadOnlySpan<byte> text)
    {
        if (text.TrimStart(" \t\r\n"u8) is not [(byte)'{' or (byte)'[', ..])
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(text);
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            // It only begins like JSON: it is some other text.
            return false;
        }
    }
}
