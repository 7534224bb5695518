using System.Text.Json;
using RawInference.Chat;
using RawInference.Connectors.Wire;
using RawInference.Contract;

namespace RawInference.Connectors.Anthropic.Chat;

/// <summary>
/// Writes an assistant's message. Blocks of its state go back as they came, at their places; text and calls are the
/// message's as the caller has it now.
/// </summary>
internal static class AssistantTurn
{
    public static void Write(Utf8JsonWriter writer, ChatCall call, ChatMessage message, int index, bool mediaUrls)
    {
        var state = MessagesState.BlocksOf(message) ?? [];
        var calls = message.ToolCalls.ToList();
        var texts = new TextRuns(message, state);
        var parts = texts.Hold ? [] : message.Parts;
        foreach (var block in state)
        {
            if (MessagesState.LengthOfText(block) is { } length)
            {
                WriteText(writer, texts.Next(length));
                WriteParts();
            }
            else if (MessagesState.IdOfCall(block) is { } id)
            {
                WriteParts();
                if (calls.Find(known => known.Id == id) is { } known)
                {
                    WriteCall(writer, message, known, index);
                    calls.Remove(known);
                }
            }
            else if (MessagesState.GoesBack(block))
            {
                block.WriteTo(writer);
            }
        }

        WriteParts();
        calls.ForEach(rest => WriteCall(writer, message, rest, index));

        // At the first text's place, or else before the calls.
        void WriteParts()
        {
            ContentBlocks.Write(writer, parts, mediaUrls, call);
            parts = [];
        }
    }

    private static void WriteText(Utf8JsonWriter writer, string text)
    {
        if (text.Length > 0)
        {
            ContentBlocks.WriteText(writer, text, hint: null);
        }
    }

    private static void WriteCall(Utf8JsonWriter writer, ChatMessage message, ToolCall call, int index)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "tool_use");
        writer.WriteString("id", call.Id);
        writer.WriteString("name", call.Name);
        writer.WritePropertyName("input");
        WriteInput(writer, call, $"inputs.messages[{index}].tool_calls[{message.ToolCalls.ToList().IndexOf(call)}].arguments");
        writer.WriteEndObject();
    }

    private static void WriteInput(Utf8JsonWriter writer, ToolCall call, string path)
    {
        try
        {
            using var arguments = JsonDocument.Parse(call.Arguments.Length == 0 ? "{}" : call.Arguments);
            if (arguments.RootElement.ValueKind == JsonValueKind.Object)
            {
                JsonUnicode.Repair(arguments.RootElement).WriteTo(writer);
                return;
            }
        }
        catch (JsonException)
        {
            // The same mistake as JSON of another kind.
        }

        throw InferenceException.Invalid(path, "must be a JSON object: this dialect takes no other arguments.");
    }
}
