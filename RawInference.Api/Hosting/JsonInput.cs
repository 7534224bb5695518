using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace RawInference.Api.Hosting;

/// <summary>How the Api reads JSON: strictly, and with the reason where it does not.</summary>
internal static class JsonInput
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <exception cref="InferenceException">Not UTF-8, not JSON, too deep, or with a member twice.</exception>
    public static JsonElement Parse(ReadOnlyMemory<byte> utf8)
    {
        // Some clients write a byte order mark; RFC 8259 lets a reader pass over it.
        if (utf8.Span.StartsWith(Encoding.UTF8.Preamble))
        {
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        }

        if (utf8.IsEmpty)
        {
            throw Invalid("The body is empty; it must be a JSON object.");
        }

        if (!Utf8.IsValid(utf8.Span))
        {
            throw Invalid("The body is not valid UTF-8.");
        }

        try
        {
            return JsonDocument.Parse(utf8, Options).RootElement;
        }
        catch (JsonException exception)
        {
            throw Invalid($"The body is not JSON that this gateway takes: {exception.Message}", exception);
        }
        catch (InvalidOperationException exception)
        {
            // Looking for duplicates reads the names, and half of an escaped surrogate pair cannot be read.
            throw Invalid("The body has a member whose name is not valid Unicode (half of a \\u pair).", exception);
        }
    }

    public static InferenceException Invalid(string message, Exception? cause = null) =>
        new(InferenceErrorCode.InvalidRequest, message, cause);
}
