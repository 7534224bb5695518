using System.Text.Json;
using RawInference.Contract;

namespace RawInference.Chat;

/// <summary>How completions and their deltas are written in the REST contract.</summary>
internal static class ChatOutputContract
{
    public static void Write(Utf8JsonWriter writer, ChatOutput output, bool withIndex)
    {
        writer.WriteStartObject();
        writer.WriteString("text", output.Text);
        writer.WriteString("finish_reason", output.FinishReason);
        if (withIndex)
        {
            writer.WriteNumber("index", output.Index);
        }

        WriteElement(writer, "object", output.Object);
        if (output.ToolCalls.Count > 0)
        {
            writer.WriteStartArray("tool_calls");
            foreach (var call in output.ToolCalls)
            {
                writer.WriteStartObject();
                writer.WriteString("id", call.Id);
                writer.WriteString("name", call.Name);
                writer.WriteString("arguments", call.Arguments);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        WriteText(writer, "reasoning", output.Reasoning);
        WriteText(writer, "refusal", output.Refusal);
        WriteElement(writer, "citations", output.Citations);
        WriteElement(writer, "logprobs", output.LogProbabilities);
        WriteElement(writer, "provider_state", output.ProviderState);
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, ChatDelta delta)
    {
        writer.WriteStartObject();
        writer.WriteNumber("index", delta.Index);
        WriteText(writer, "text", delta.Text);
        WriteText(writer, "reasoning", delta.Reasoning);
        WriteText(writer, "refusal", delta.Refusal);
        if (delta.ToolCall is { } call)
        {
            writer.WriteStartObject("tool_call");
            writer.WriteNumber("index", call.Index);
            WriteText(writer, "id", call.Id);
            WriteText(writer, "name", call.Name);
            WriteText(writer, "arguments", call.Arguments);
            writer.WriteEndObject();
        }

        WriteElement(writer, "logprobs", delta.LogProbabilities);
        WriteText(writer, "finish_reason", delta.FinishReason);
        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }

    /// <summary>A model can write half of a surrogate pair into its JSON, and what cannot be written would cut the answer.</summary>
    private static void WriteElement(Utf8JsonWriter writer, string name, JsonElement? element)
    {
        if (element is { } value)
        {
            writer.WritePropertyName(name);
            JsonUnicode.Repair(value).WriteTo(writer);
        }
    }
}
