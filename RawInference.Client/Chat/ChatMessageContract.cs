using System.Text.Json;
using RawInference.Contract;

namespace RawInference.Chat;

/// <summary>How <c>messages</c> are written in the REST contract.</summary>
internal static class ChatMessageContract
{
    private const int MaxMessages = 10_000;
    private const int MaxParts = 1_000;

    private static readonly string[] AssistantMembers = ["tool_calls", "provider_state"];

    public static IReadOnlyList<ChatMessage>? Read(ContractValue messages) =>
        messages.Items(MaxMessages, "a list of messages")?.Select(Message).ToArray();

    private static ChatMessage Message(ContractValue value)
    {
        if (!value.IsObject("a message such as {\"role\": \"user\", \"content\": \"…\"}"))
        {
            return ChatMessage.Of(ChatRole.User, "");
        }

        value.WarnOfUnknown("role", "content", "name", "tool_calls", "tool_call_id", "provider_state");
        var role = Role(value);
        var message = new ChatMessage
        {
            Role = role,
            Parts = Content(value, role),
            Name = value.Member("name")?.NonEmptyText(),
            ToolCalls = value.Member("tool_calls")?.Items(MaxParts, "a list of tool calls")?.Select(Call).ToArray() ?? [],
            ToolCallId = value.Member("tool_call_id")?.NonEmptyText(),
            ProviderState = value.Member("provider_state")?.Element.Clone(),
        };

        if (role == ChatRole.Tool && message.ToolCallId is null)
        {
            value.Reading.Refuse(value.PathOf("tool_call_id"), "is missing: a tool message names the call that it answers.");
        }

        if (role != ChatRole.Tool && message.ToolCallId is not null)
        {
            value.Reading.Refuse(value.PathOf("tool_call_id"), "belongs to messages of the role 'tool'.");
        }

        foreach (var member in AssistantMembers)
        {
            if (role != ChatRole.Assistant && value.Member(member) is not null)
            {
                value.Reading.Refuse(value.PathOf(member), "belongs to messages of the assistant.");
            }
        }

        return message;
    }

    private static ChatRole Role(ContractValue value)
    {
        if (value.Required("role") is not { } role)
        {
            return ChatRole.User;
        }

        return role.OneOf("system", "developer", "user", "assistant", "tool") switch
        {
            "system" => ChatRole.System,
            "developer" => ChatRole.Developer,
            "assistant" => ChatRole.Assistant,
            "tool" => ChatRole.Tool,
            _ => ChatRole.User,
        };
    }

    private static IReadOnlyList<ContentPart> Content(ContractValue message, ChatRole role)
    {
        if (message.Member("content") is not { } content)
        {
            if (role != ChatRole.Assistant || !AssistantMembers.Any(member => message.Member(member) is not null))
            {
                message.Reading.Refuse(message.PathOf("content"), "is missing.");
            }

            return [];
        }

        if (content.Element.ValueKind == JsonValueKind.String)
        {
            return content.Text() is { } text ? [ContentPart.Of(text)] : [];
        }

        return content.Items(MaxParts, "a string or a list of parts")?.SelectMany(ContentPartContract.Read).ToArray() ?? [];
    }

    private static ToolCall Call(ContractValue value)
    {
        if (!value.IsObject("a tool call such as {\"id\": …, \"name\": …, \"arguments\": …}")
            || ChatParameterContract.Holder(value, ["id", "type"], "name", "arguments") is not { } holder)
        {
            return new ToolCall("", "", "{}");
        }

        return new ToolCall(
            value.Required("id")?.NonEmptyText() ?? "",
            holder.Required("name")?.NonEmptyText() ?? "",
            holder.Member("arguments") switch
            {
                { Element.ValueKind: JsonValueKind.Object } arguments => arguments.Element.GetRawText(),
                { } arguments => arguments.Text() ?? "{}",
                null => "{}",
            });
    }
}
