using System.Text.Json;
using RawInference.Chat;
using RawInference.Connectors.Wire;
using RawInference.Media;

namespace RawInference.Connectors.OpenAI.Chat;

/// <summary>Writes a conversation for Chat Completions.</summary>
internal static class ChatMessages
{
    public static void Write(Utf8JsonWriter writer, ChatCall call, OpenAIQuirks quirks)
    {
        writer.WriteStartArray("messages");
        for (var index = 0; index < call.Messages.Count; index++)
        {
            var message = call.Messages[index];
            if (message.ProviderState is { } state && ReasoningState.In(state, quirks.ReasoningState) is null)
            {
                call.Warn(
                    WarningCodes.ParameterDropped,
                    $"inputs.messages[{index}].provider_state",
                    "is not what this provider wants back and was left out.");
            }

            Write(writer, message, quirks);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, ChatMessage message, OpenAIQuirks quirks)
    {
        writer.WriteStartObject();
        writer.WriteString("role", message.Role switch
        {
            ChatRole.System => "system",
            ChatRole.Developer => quirks.DeveloperRole ? "developer" : "system",
            ChatRole.Assistant => "assistant",
            ChatRole.Tool => "tool",
            _ => "user",
        });
        WriteContent(writer, message.Parts, quirks);
        if (message.Name is { } name)
        {
            writer.WriteString("name", name);
        }

        if (message.ToolCallId is { } id)
        {
            writer.WriteString("tool_call_id", id);
        }

        WriteCalls(writer, message.ToolCalls);
        if (message.ProviderState is { } state && ReasoningState.In(state, quirks.ReasoningState) is { } reasoning)
        {
            writer.WriteElement(quirks.ReasoningState!, reasoning);
        }

        writer.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter writer, IReadOnlyList<ContentPart> parts, OpenAIQuirks quirks)
    {
        if (parts.Count == 0)
        {
            writer.WriteNull("content");
            return;
        }

        if (parts is [{ Text: { } only } part] && (part.CacheControl is null || !quirks.CacheControl))
        {
            writer.WriteText("content", only);
            return;
        }

        writer.WriteStartArray("content");
        foreach (var item in parts)
        {
            writer.WriteStartObject();
            if (item.Media is { } media)
            {
                WriteMedia(writer, media, quirks);
            }
            else
            {
                writer.WriteString("type", "text");
                writer.WriteText("text", item.Text ?? "");
            }

            writer.WriteCacheHint(quirks.CacheControl ? item.CacheControl : null);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteMedia(Utf8JsonWriter writer, MediaContent media, OpenAIQuirks quirks)
    {
        switch (media.Kind)
        {
            case MediaKind.Image:
                writer.WriteString("type", "image_url");
                writer.WriteStartObject("image_url");
                OpenAIMedia.WriteImage(writer, "url", media, quirks);
                if (media.Detail is { } detail)
                {
                    writer.WriteString("detail", detail);
                }

                writer.WriteEndObject();
                break;
            case MediaKind.Audio:
                writer.WriteString("type", "input_audio");
                writer.WriteStartObject("input_audio");
                writer.WriteBase64String("data", BodyWriter.BytesOf(media));
                writer.WriteString("format", OpenAIMedia.AudioFormatOf(media));
                writer.WriteEndObject();
                break;
            case MediaKind.File:
                writer.WriteString("type", "file");
                writer.WriteStartObject("file");
                writer.WriteString("filename", OpenAIMedia.FileNameOf(media));
                writer.WriteDataUri("file_data", OpenAIMedia.TypeOf(media), BodyWriter.BytesOf(media));
                writer.WriteEndObject();
                break;
            default:
                throw InferenceException.Invalid(media.Path, "is a video, for which this provider's chat has no field.");
        }
    }

    private static void WriteCalls(Utf8JsonWriter writer, IReadOnlyList<ToolCall> calls)
    {
        if (calls.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("tool_calls");
        foreach (var call in calls)
        {
            writer.WriteStartObject();
            writer.WriteString("id", call.Id);
            writer.WriteString("type", "function");
            writer.WriteStartObject("function");
            writer.WriteString("name", call.Name);
            writer.WriteString("arguments", call.Arguments);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
