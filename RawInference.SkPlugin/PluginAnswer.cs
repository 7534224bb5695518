using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RawInference.Chat;
using RawInference.Contract;

namespace RawInference.SkPlugin;

/// <summary>How answers and errors are written for a model to read: short, and nothing left out without saying so.</summary>
internal static class PluginAnswer
{
    // Read by models, never put into a page: quotes and other scripts stay legible.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The REST contract's answer; without <paramref name="full"/>, what only fills a context is named in <c>omitted</c>.</summary>
    public static string Write(InferenceResponse response, bool full) => Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("id", response.Id);
        writer.WritePropertyName("data");
        var omitted = PluginData.Write(writer, response, full);
        writer.WriteString("provider", response.Provider);
        writer.WriteString("model", response.Model);
        ResponseContract.WriteUsage(writer, response.Usage);
        ResponseContract.WriteCost(writer, response.CostUsd);
        writer.WriteBoolean("cached", response.Cached);
        WriteWarnings(writer, response.Warnings);
        if (omitted is not null)
        {
            writer.WriteString("omitted", $"{omitted}; ask with full: true to have them.");
        }

        writer.WriteEndObject();
    });

    /// <summary>An error that says whether, when and with what change to try again.</summary>
    public static string Write(InferenceException exception) => Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartObject("error");
        writer.WriteString("code", InferenceErrors.NameOf(exception.Code));
        writer.WriteString("message", exception.Message);
        writer.WriteBoolean("retryable", exception.Retryable);
        if (exception.RetryAfter is { } wait)
        {
            writer.WriteNumber("retry_after_ms", (long)Math.Ceiling(wait.TotalMilliseconds));
        }

        if (exception.Problems.Count > 0)
        {
            writer.WriteStartArray("problems");
            foreach (var problem in exception.Problems)
            {
                writer.WriteStartObject();
                writer.WriteString("path", problem.Path);
                writer.WriteString("message", problem.Message);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    /// <summary>The text of a chat, with a line in brackets for a cut, a refusal, and each warning.</summary>
    public static string TextOf(ChatResponse response)
    {
        var output = response.Outputs[0];
        var text = new StringBuilder(output.Text);
        if (output.Refusal is { } refusal)
        {
            AppendNote(text, $"refused: {refusal}");
        }

        if (output.FinishReason != FinishReason.Stop)
        {
            AppendNote(text, output.FinishReason == FinishReason.Length
                ? "cut: the text met its token limit; ask with a higher max_tokens for all of it"
                : $"not finished: {output.FinishReason}");
        }

        foreach (var warning in response.Warnings)
        {
            AppendNote(text, warning.Path is null ? $"warning: {warning.Message}" : $"warning: {warning.Path} {warning.Message}");
        }

        return text.ToString();
    }

    private static void AppendNote(StringBuilder text, string note) => text.Append(text.Length == 0 ? "[" : "\n[").Append(note).Append(']');

    private static void WriteWarnings(Utf8JsonWriter writer, IReadOnlyList<InferenceWarning> warnings)
    {
        if (warnings.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("warnings");
        foreach (var warning in warnings)
        {
            writer.WriteStartObject();
            writer.WriteString("code", warning.Code);
            if (warning.Path is not null)
            {
                writer.WriteString("path", warning.Path);
            }

            writer.WriteString("message", warning.Message);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
