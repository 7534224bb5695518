using System.Text.Json;
using RawInference.Chat;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.Anthropic.Chat;

/// <summary>Writes a conversation: <c>system</c>, and the turns.</summary>
internal static class MessagesInput
{
    public static void Write(Utf8JsonWriter writer, ChatCall call, AnthropicServer server)
    {
        var conversation = new Conversation(call, server.TakesSystemTurns);
        if (conversation.System.Exists(part => part.Text is { Length: > 0 }))
        {
            WriteContent(writer, "system", conversation.System, server.MediaUrls, call);
        }

        writer.WriteStartArray("messages");
        foreach (var turn in conversation.Turns)
        {
            WriteTurn(writer, call, turn, server.MediaUrls);
            WriteSystem(writer, call, turn);
        }

        writer.WriteEndArray();
    }

    private static bool IsOfPartsOnly(ChatMessage message) =>
        message is { Role: ChatRole.User or ChatRole.Assistant, ToolCalls.Count: 0 } && MessagesState.BlocksOf(message) is null;

    private static void WriteTurn(Utf8JsonWriter writer, ChatCall call, Turn turn, bool mediaUrls)
    {
        writer.WriteStartObject();
        writer.WriteString("role", turn.IsAssistant ? "assistant" : "user");
        if (turn.Messages.TrueForAll(item => IsOfPartsOnly(item.Message)))
        {
            WriteContent(writer, "content", PartsOf(turn.Messages), mediaUrls, call);
            writer.WriteEndObject();
            return;
        }

        writer.WriteStartArray("content");
        foreach (var (message, index) in turn.Messages)
        {
            switch (message.Role)
            {
                case ChatRole.Assistant:
                    AssistantTurn.Write(writer, call, message, index, mediaUrls);
                    break;
                case ChatRole.Tool:
                    WriteResult(writer, call, message, mediaUrls);
                    break;
                default:
                    ContentBlocks.Write(writer, message.Parts, mediaUrls, call);
                    break;
            }
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteSystem(Utf8JsonWriter writer, ChatCall call, Turn turn)
    {
        var parts = PartsOf(turn.System);
        if (!Array.Exists(parts, part => part.Text is { Length: > 0 }))
        {
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("role", "system");
        WriteContent(writer, "content", parts, mediaUrls: false, call);
        writer.WriteEndObject();
    }

    private static ContentPart[] PartsOf(List<(ChatMessage Message, int Index)> messages) => [.. messages.SelectMany(item => item.Message.Parts)];

    /// <summary>Only the result as a whole can be kept in the cache, so a hint on any of its parts is the result's.</summary>
    private static void WriteResult(Utf8JsonWriter writer, ChatCall call, ChatMessage message, bool mediaUrls)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "tool_result");
        writer.WriteString("tool_use_id", message.ToolCallId);
        ContentPart[] parts = [.. message.Parts.Select(part => part with { CacheControl = null })];
        if (Array.Exists(parts, part => part.Media is not null || part.Text is { Length: > 0 }))
        {
            WriteContent(writer, "content", parts, mediaUrls, call);
        }

        writer.WriteCacheHint(message.Parts.LastOrDefault(part => part.CacheControl is not null)?.CacheControl);
        writer.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter writer, string name, IReadOnlyList<ContentPart> parts, bool mediaUrls, ChatCall call)
    {
        if (parts is [{ Text: { } only, CacheControl: null }])
        {
            writer.WriteText(name, only);
            return;
        }

        writer.WriteStartArray(name);
        ContentBlocks.Write(writer, parts, mediaUrls, call);
        writer.WriteEndArray();
    }
}
