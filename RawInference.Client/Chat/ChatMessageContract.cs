using System.Text.Json;
using RawInference.Contract;
using RawInference.Media;

namespace RawInference.Chat;

/// <summary>How <c>messages</c> are written in the REST contract.</summary>
internal static class ChatMessageContract
{
    private const int MaxMessages = 10_000;
    private const int MaxParts = 1_000;

    public static IReadOnlyList<ChatMessage>? Read(ContractValue messages) =>
        messages.Items(MaxMessages, "a list of messages")?.Select(Message).ToArray();

    private static ChatMessage Message(ContractValue value)
    {
        if (!value.IsObject("a message such as {\"role\": \"user\", \"content\": \"…\"}"))
        {
            return ChatMessage.Of(ChatRole.User, "");
        }

        ChatParameterContract.WarnOfUnknown(value, "role", "content", "name", "tool_calls", "tool_call_id", "provider_state", "refusal", "reasoning");
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

        if (role != ChatRole.Assistant && message.ToolCalls.Count > 0)
        {
            value.Reading.Refuse(value.PathOf("tool_calls"), "belongs to messages of the assistant.");
        }

        return message;
    }

    private static ChatRole Role(ContractValue value)
    {
        if (value.Member("role") is not { } role)
        {
            value.Reading.Refuse(value.PathOf("role"), "is missing.");
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
            if (role != ChatRole.Assistant)
            {
                message.Reading.Refuse(message.PathOf("content"), "is missing.");
            }

            return [];
        }

        if (content.Element.ValueKind == JsonValueKind.String)
        {
            return content.Text() is { } text ? [ContentPart.Of(text)] : [];
        }

        return content.Items(MaxParts, "a string or a list of parts")?.SelectMany(Part).ToArray() ?? [];
    }

    /// <summary>Text; this contract's media keys (<c>image_url</c>, …); or OpenAI's content parts.</summary>
    private static IEnumerable<ContentPart> Part(ContractValue part)
    {
        if (part.Element.ValueKind == JsonValueKind.String)
        {
            return part.Text() is { } text ? [ContentPart.Of(text)] : [];
        }

        if (!part.IsObject("a part such as {\"type\": \"text\", \"text\": \"…\"}"))
        {
            return [];
        }

        switch (part.Member("type")?.Text())
        {
            case "text" or "input_text" or "output_text":
                return part.Member("text")?.Text() is { } text ? [ContentPart.Of(text)] : Missing(part, "text");
            case "image_url" when part.Member("image_url") is { Element.ValueKind: JsonValueKind.Object } image:
                return image.Member("url")?.NonEmptyText() is { } url
                    ? [ContentPart.Of(new MediaContent { Kind = MediaKind.Image, Path = image.PathOf("url"), Url = url, Detail = image.Member("detail")?.OneOf("auto", "low", "high") })]
                    : Missing(image, "url");
            case "input_audio" when part.Member("input_audio") is { Element.ValueKind: JsonValueKind.Object } audio:
                return audio.Member("data")?.NonEmptyText() is { } data
                    ? [ContentPart.Of(new MediaContent { Kind = MediaKind.Audio, Path = audio.PathOf("data"), Base64 = data })]
                    : Missing(audio, "data");
            case "file" when part.Member("file") is { Element.ValueKind: JsonValueKind.Object } file:
                return file.Member("file_data")?.NonEmptyText() is { } bytes
                    ? [ContentPart.Of(new MediaContent { Kind = MediaKind.File, Path = file.PathOf("file_data"), Base64 = bytes, FileName = file.Member("filename")?.Text() })]
                    : Missing(file, "file_data");
        }

        var media = MediaContract.Read(part).ToArray();
        if (media.Length == 0)
        {
            part.Reading.Refuse(
                part.Path,
                $"is neither text ({{\"type\": \"text\", \"text\": …}}) nor a medium; a medium has one of {string.Join(", ", MediaContract.Keys.Keys.Order())}.");
        }

        return media.Select(ContentPart.Of);
    }

    private static ContentPart[] Missing(ContractValue holder, string member)
    {
        if (holder.Member(member) is null)
        {
            holder.Reading.Refuse(holder.PathOf(member), "is missing.");
        }

        return [];
    }

    private static ToolCall Call(ContractValue value)
    {
        if (!value.IsObject("a tool call such as {\"id\": …, \"name\": …, \"arguments\": …}"))
        {
            return new ToolCall("", "", "{}");
        }

        var holder = value.Member("function") ?? value;
        foreach (var (where, member) in new[] { (value, "id"), (holder, "name") })
        {
            Missing(where, member);
        }

        return new ToolCall(
            value.Member("id")?.NonEmptyText() ?? "",
            holder.Member("name")?.NonEmptyText() ?? "",
            holder.Member("arguments") switch
            {
                { Element.ValueKind: JsonValueKind.Object } arguments => arguments.Element.GetRawText(),
                { } arguments => arguments.Text() ?? "{}",
                null => "{}",
            });
    }
}
