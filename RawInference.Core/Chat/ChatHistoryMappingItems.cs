using System.Text.Json;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using RawInference.Chat;

namespace RawInference.Core.Chat;

/// <summary>Messages from the items that a kernel's user has put into a history.</summary>
internal static class ChatHistoryMappingItems
{
    public static IEnumerable<ChatMessage> Read(ChatMessageContent content, string path)
    {
        var parts = new List<ContentPart>();
        var calls = new List<ToolCall>();
        var results = new List<FunctionResultContent>();
        foreach (var item in content.Items)
        {
            switch (item)
            {
                case TextContent text:
                    parts.Add(ContentPart.Of(text.Text ?? ""));
                    break;
                case FunctionCallContent call:
                    calls.Add(CallOf(call));
                    break;
                case FunctionResultContent result:
                    results.Add(result);
                    break;
                case BinaryContent media:
                    parts.Add(ContentPart.Of(ChatHistoryMappingMedia.ToMedia(media, path)));
                    break;
                case ReasoningContent:
                    // What a model has shown of its reasoning is for people; it is never told it again.
                    break;
                default:
                    throw InferenceException.Invalid(path, $"has an item of type {item.GetType().Name}, which no message can carry.");
            }
        }

        if (content.Role == AuthorRole.Tool)
        {
            return ResultsOf(results, parts, path);
        }

        return
        [
            new ChatMessage
            {
                Role = RoleOf(content.Role, path),
                Parts = parts,
                Name = content.AuthorName,
                ToolCalls = calls,
            },
        ];
    }

    /// <summary>Semantic Kernel may put the results of several calls into one message; each is a message of its own here.</summary>
    private static IEnumerable<ChatMessage> ResultsOf(List<FunctionResultContent> results, List<ContentPart> parts, string path)
    {
        if (results.Count == 0)
        {
            throw InferenceException.Invalid(path, "is a tool message without a function result.");
        }

        return results.Select(result => new ChatMessage
        {
            Role = ChatRole.Tool,
            ToolCallId = result.CallId ?? throw InferenceException.Invalid(path, "has a function result that does not name its call."),
            Parts = [ContentPart.Of(TextOf(result.Result)), .. results.Count == 1 ? parts.Where(part => part.Media is not null) : []],
        });
    }

    private static ToolCall CallOf(FunctionCallContent call) => call.InnerContent as ToolCall ?? new ToolCall(
        call.Id ?? "",
        call.PluginName is { } plugin ? $"{plugin}-{call.FunctionName}" : call.FunctionName,
        call.Arguments is { } arguments ? JsonSerializer.Serialize(arguments.ToDictionary()) : "{}");

    private static string TextOf(object? result) => result switch
    {
        null => "",
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } text => text.GetString()!,
        JsonElement element => element.GetRawText(),
        KernelContent content => content.ToString() ?? "",
        _ => JsonSerializer.Serialize(result),
    };

    private static ChatRole RoleOf(AuthorRole role, string path) => role.Label.ToUpperInvariant() switch
    {
        "SYSTEM" => ChatRole.System,
        "DEVELOPER" => ChatRole.Developer,
        "USER" => ChatRole.User,
        "ASSISTANT" => ChatRole.Assistant,
        _ => throw InferenceException.Invalid($"{path}.role", $"is '{role.Label}', which is no role of a conversation."),
    };
}
