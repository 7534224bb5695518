using System.Text.Json;
using RawInference.Chat;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.Anthropic.Chat;

/// <summary>Writes a conversation: <c>system</c>, and turns of the user and the assistant.</summary>
internal static class MessagesInput
{
    public static void Write(Utf8JsonWriter writer, ChatCall call, bool mediaUrls)
    {
        WriteSystem(writer, call);
        writer.WriteStartArray("messages");
        var turn = new List<(ChatMessage Message, int Index)>();
        for (var index = 0; index < call.Messages.Count; index++)
        {
            var message = call.Messages[index];
            WarnOfDropped(call, message, index);
            if (IsSystem(message) || IsEmptyAssistant(message))
            {
                continue;
            }

            if (turn.Count > 0 && IsAssistant(turn[0].Message) != IsAssistant(message))
            {
                WriteTurn(writer, call, turn, mediaUrls);
                turn.Clear();
            }

            turn.Add((message, index));
        }

        WriteTurn(writer, call, turn, mediaUrls);
        writer.WriteEndArray();
    }

    private static bool IsSystem(ChatMessage message) => message.Role is ChatRole.System or ChatRole.Developer;

    private static bool IsAssistant(ChatMessage message) => message.Role == ChatRole.Assistant;

    /// <summary>An answer that had nothing in it has no place in the next turn: the provider takes no empty message.</summary>
    private static bool IsEmptyAssistant(ChatMessage message) =>
        IsAssistant(message) && message.ToolCalls.Count == 0 && MessagesState.BlocksOf(message) is null
        && message.Parts.All(part => string.IsNullOrEmpty(part.Text) && part.Media is null);

    private static bool IsOfPartsOnly(ChatMessage message) =>
        message is { Role: ChatRole.User or ChatRole.Assistant, ToolCalls.Count: 0 } && MessagesState.BlocksOf(message) is null;

    private static void WarnOfDropped(ChatCall call, ChatMessage message, int index)
    {
        if (message.ProviderState is not null && MessagesState.BlocksOf(message) is null)
        {
            call.Warn(
                WarningCodes.ParameterDropped,
                $"inputs.messages[{index}].provider_state",
                "belongs to another dialect than Messages and was left out.");
        }

        if (message.Name is not null)
        {
            call.Warn(WarningCodes.ParameterDropped, $"inputs.messages[{index}].name", "has no field in Messages and was left out.");
        }
    }

    private static void WriteSystem(Utf8JsonWriter writer, ChatCall call)
    {
        var parts = new List<ContentPart>();
        var begun = false;
        for (var index = 0; index < call.Messages.Count; index++)
        {
            var message = call.Messages[index];
            if (!IsSystem(message))
            {
                begun = true;
                continue;
            }

            if (begun)
            {
                call.Warn(
                    WarningCodes.ProviderNotice,
                    $"inputs.messages[{index}]",
                    "stands in the conversation and was put before it: this dialect has one place for what the system says.");
            }

            parts.AddRange(message.Parts);
        }

        if (parts.Find(part => part.Media is not null) is { Media: { } media })
        {
            throw InferenceException.Invalid(media.Path, "must not stand in a system message: this dialect takes only text there.");
        }

        if (parts.Exists(part => part.Text is { Length: > 0 }))
        {
            WriteContent(writer, "system", parts, mediaUrls: false, call);
        }
    }

    private static void WriteTurn(Utf8JsonWriter writer, ChatCall call, List<(ChatMessage Message, int Index)> turn, bool mediaUrls)
    {
        if (turn.Count == 0)
        {
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("role", IsAssistant(turn[0].Message) ? "assistant" : "user");
        if (turn.TrueForAll(item => IsOfPartsOnly(item.Message)))
        {
            WriteContent(writer, "content", [.. turn.SelectMany(item => item.Message.Parts)], mediaUrls, call);
            writer.WriteEndObject();
            return;
        }

        writer.WriteStartArray("content");
        foreach (var (message, index) in turn)
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
