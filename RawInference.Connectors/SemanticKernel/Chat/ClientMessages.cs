using System.Text.Json;
using Microsoft.Extensions.AI;
using RawInference.Media;
using ChatMessage = RawInference.Chat.ChatMessage;
using ChatRole = RawInference.Chat.ChatRole;
using ClientMessage = Microsoft.Extensions.AI.ChatMessage;
using ClientRole = Microsoft.Extensions.AI.ChatRole;

namespace RawInference.Connectors.SemanticKernel.Chat;

/// <summary>A conversation in the words of Microsoft.Extensions.AI.</summary>
internal static class ClientMessages
{
    public static List<ClientMessage> Of(IReadOnlyList<ChatMessage> messages) => [.. messages.Select(Of)];

    private static ClientMessage Of(ChatMessage message) => new(RoleOf(message.Role), [.. ContentsOf(message)]) { AuthorName = message.Name };

    /// <summary>Instructions are the system's there, whoever gives them.</summary>
    private static ClientRole RoleOf(ChatRole role) => role switch
    {
        ChatRole.System or ChatRole.Developer => ClientRole.System,
        ChatRole.Assistant => ClientRole.Assistant,
        ChatRole.Tool => ClientRole.Tool,
        _ => ClientRole.User,
    };

    private static IEnumerable<AIContent> ContentsOf(ChatMessage message)
    {
        if (message is { Role: ChatRole.Tool, ToolCallId: { } id })
        {
            yield return new FunctionResultContent(id, message.Text);
        }

        foreach (var part in message.Parts)
        {
            if (part.Media is { } media)
            {
                yield return ContentOf(media);
            }
            else if (message.Role != ChatRole.Tool)
            {
                yield return new TextContent(part.Text);
            }
        }

        foreach (var call in message.ToolCalls)
        {
            yield return FunctionCallContent.CreateFromParsedArguments(
                call.Arguments, call.Id, call.Name, static json => JsonSerializer.Deserialize<Dictionary<string, object?>>(json));
        }
    }

    private static AIContent ContentOf(MediaContent media)
    {
        var type = media.MediaType ?? throw InferenceException.Invalid(media.Path, "is of an unknown type: its media type must be given.");
        AIContent content = media switch
        {
            { Bytes: { } bytes } => new DataContent(bytes, type) { Name = media.FileName },
            { Url: { } url } => new UriContent(url, type),
            _ => throw InferenceException.Invalid(media.Path, "was not resolved to bytes or a URL."),
        };
        if (media.Detail is { } detail)
        {
            content.AdditionalProperties = new AdditionalPropertiesDictionary { ["detail"] = detail };
        }

        return content;
    }
}
