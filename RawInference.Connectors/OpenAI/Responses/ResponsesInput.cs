using System.Text.Json;
using RawInference.Chat;
using RawInference.Connectors.Wire;
using RawInference.Media;

namespace RawInference.Connectors.OpenAI.Responses;

/// <summary>Writes a conversation as input items.</summary>
internal static class ResponsesInput
{
    public static void Write(Utf8JsonWriter writer, ChatCall call, OpenAIQuirks quirks)
    {
        writer.WriteStartArray("input");
        for (var index = 0; index < call.Messages.Count; index++)
        {
            var message = call.Messages[index];
            if (message.Name is not null)
            {
                call.Warn(WarningCodes.ParameterDropped, $"inputs.messages[{index}].name", "has no field in Responses and was left out.");
            }

            switch (message.Role)
            {
                case ChatRole.Assistant:
                    WriteAssistant(writer, message, StateOf(call, message, index));
                    break;
                case ChatRole.Tool:
                    WriteResult(writer, message, quirks);
                    break;
                default:
                    WriteMessage(writer, message, quirks);
                    break;
            }
        }

        writer.WriteEndArray();
    }

    private static JsonElement? StateOf(ChatCall call, ChatMessage message, int index)
    {
        if (message.ProviderState is not { } state)
        {
            return null;
        }

        if (ResponsesState.ItemsOf(state) is { } items)
        {
            return items;
        }

        call.Warn(
            WarningCodes.ParameterDropped,
            $"inputs.messages[{index}].provider_state",
            "belongs to another dialect than Responses and was left out.");
        return null;
    }

    private static void WriteMessage(Utf8JsonWriter writer, ChatMessage message, OpenAIQuirks quirks)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "message");
        writer.WriteString("role", message.Role switch
        {
            ChatRole.System => "system",
            ChatRole.Developer => quirks.DeveloperRole ? "developer" : "system",
            _ => "user",
        });
        WriteParts(writer, "content", message.Parts, quirks);
        writer.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter writer, ChatMessage message, OpenAIQuirks quirks)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "function_call_output");
        writer.WriteString("call_id", message.ToolCallId);
        if (message.Parts.Any(part => part.Media is not null))
        {
            WriteParts(writer, "output", message.Parts, quirks);
        }
        else
        {
            writer.WriteText("output", message.Text);
        }

        writer.WriteEndObject();
    }

    /// <summary>Reasoning items go back as they came, at their places; the rest is the message as the caller has it now.</summary>
    private static void WriteAssistant(Utf8JsonWriter writer, ChatMessage message, JsonElement? state)
    {
        var text = message.Text;
        var calls = message.ToolCalls.ToList();
        foreach (var item in state?.EnumerateArray() ?? default)
        {
            if (ResponsesState.IsReasoning(item))
            {
                item.WriteTo(writer);
            }
            else if (ResponsesState.Is(item, "message"))
            {
                WriteText(writer, ref text);
            }
            else if (ResponsesState.CallIdOf(item) is { } id && calls.Find(call => call.Id == id) is { } call)
            {
                WriteCall(writer, call);
                calls.Remove(call);
            }
        }

        WriteText(writer, ref text);
        calls.ForEach(call => WriteCall(writer, call));
    }

    private static void WriteText(Utf8JsonWriter writer, ref string text)
    {
        if (text.Length > 0)
        {
            writer.WriteStartObject();
            writer.WriteString("type", "message");
            writer.WriteString("role", "assistant");
            writer.WriteText("content", text);
            writer.WriteEndObject();
            text = "";
        }
    }

    private static void WriteCall(Utf8JsonWriter writer, ToolCall call)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "function_call");
        writer.WriteString("call_id", call.Id);
        writer.WriteString("name", call.Name);
        writer.WriteString("arguments", call.Arguments);
        writer.WriteEndObject();
    }

    private static void WriteParts(Utf8JsonWriter writer, string name, IReadOnlyList<ContentPart> parts, OpenAIQuirks quirks)
    {
        if (parts is [{ Text: { } only }])
        {
            writer.WriteText(name, only);
            return;
        }

        writer.WriteStartArray(name);
        foreach (var part in parts)
        {
            writer.WriteStartObject();
            if (part.Media is { } media)
            {
                WriteMedia(writer, media, quirks);
            }
            else
            {
                writer.WriteString("type", "input_text");
                writer.WriteText("text", part.Text ?? "");
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteMedia(Utf8JsonWriter writer, MediaContent media, OpenAIQuirks quirks)
    {
        switch (media.Kind)
        {
            case MediaKind.Image:
                writer.WriteString("type", "input_image");
                OpenAIMedia.WriteImage(writer, "image_url", media, quirks);
                writer.WriteString("detail", media.Detail ?? "auto");
                break;
            case MediaKind.File when media is { Bytes: null, Url: { } url } && quirks.MediaUrls:
                writer.WriteString("type", "input_file");
                writer.WriteString("file_url", url);
                break;
            case MediaKind.File:
                writer.WriteString("type", "input_file");
                writer.WriteString("filename", OpenAIMedia.FileNameOf(media));
                writer.WriteDataUri("file_data", OpenAIMedia.TypeOf(media), BodyWriter.BytesOf(media));
                break;
            default:
                throw InferenceException.Invalid(
                    media.Path,
                    $"is a medium ({media.Kind.ToString().ToLowerInvariant()}) for which this model's dialect has no field.");
        }
    }
}
