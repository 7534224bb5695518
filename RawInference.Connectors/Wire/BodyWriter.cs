using System.Buffers;
using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RawInference.Chat;
using RawInference.Media;

namespace RawInference.Connectors.Wire;

/// <summary>Writes JSON bodies without growing twice and without escaping what JSON need not escape.</summary>
internal static class BodyWriter
{
    private const int PieceLength = 4 * 1024;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static HttpContent Write(int estimate, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(estimate);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return new ReadOnlyMemoryContent(buffer.WrittenMemory) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
    }

    /// <summary>About the size of a conversation in JSON, a little above rather than below.</summary>
    public static int EstimateOf(IReadOnlyList<ChatMessage> messages)
    {
        long bytes = 1_024;
        foreach (var message in messages)
        {
            bytes += 64;
            foreach (var part in message.Parts)
            {
                bytes += 64 + SizeOf(part.Text) + ((part.Media?.Bytes?.Length ?? part.Media?.Base64?.Length ?? 0) * 4L / 3);
            }
        }

        return (int)Math.Min(bytes, int.MaxValue / 2);
    }

    /// <summary>About the size of a text in JSON.</summary>
    public static long SizeOf(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text) * 17L / 16;

    /// <summary>
    /// A text in pieces where it is long: the writer reserves three bytes for each character of a piece, so that as one
    /// it would grow the buffer to a multiple of what it needs.
    /// </summary>
    public static void WriteText(this Utf8JsonWriter writer, string text)
    {
        var rest = text.AsSpan();
        if (rest.Length <= PieceLength)
        {
            writer.WriteStringValue(rest);
            return;
        }

        for (; rest.Length > PieceLength; rest = rest[PieceLength..])
        {
            writer.WriteStringValueSegment(rest[..PieceLength], isFinalSegment: false);
        }

        writer.WriteStringValueSegment(rest, isFinalSegment: true);
    }

    public static void WriteText(this Utf8JsonWriter writer, string name, string text)
    {
        writer.WritePropertyName(name);
        writer.WriteText(text);
    }

    /// <summary>A medium as a data: URI, written without making a string of it.</summary>
    public static void WriteDataUri(this Utf8JsonWriter writer, string name, string mediaType, ReadOnlySpan<byte> bytes)
    {
        var prefix = $"data:{mediaType};base64,";
        var length = prefix.Length + Base64.GetMaxEncodedToUtf8Length(bytes.Length);
        var rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var start = Encoding.ASCII.GetBytes(prefix, rented);
            Base64.EncodeToUtf8(bytes, rented.AsSpan(start), out _, out var written);
            writer.WriteString(name, rented.AsSpan(0, start + written));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    public static void WriteElement(this Utf8JsonWriter writer, string name, JsonElement element)
    {
        writer.WritePropertyName(name);
        element.WriteTo(writer);
    }

    /// <summary>The fields of <c>provider_options</c>, each checked once more: a kernel's user has no gateway before the service.</summary>
    public static void WriteProviderOptions(this Utf8JsonWriter writer, JsonElement? options, Func<string, bool> allows)
    {
        if (options is not { } fields)
        {
            return;
        }

        foreach (var field in fields.EnumerateObject())
        {
            if (!allows(field.Name))
            {
                throw InferenceException.Invalid($"parameters.provider_options.{field.Name}", "must not be set this way.");
            }

            field.WriteTo(writer);
        }
    }

    /// <summary>The bytes of a medium that the dialect can only send, not name.</summary>
    public static ReadOnlySpan<byte> BytesOf(MediaContent media) => media.Bytes is { } bytes
        ? bytes.Span
        : throw InferenceException.Invalid(media.Path, "must be sent as its bytes: this model's provider takes no URL here.");
}
