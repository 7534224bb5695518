using System.Text.Json;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using RawInference.Chat;

namespace RawInference.Core.Chat;

/// <summary>
/// Conversations as Semantic Kernel's history and back. The history has real items, so that any chat service can be used;
/// our own message hangs on each one's <c>InnerContent</c>, so that nothing is lost on the way to a service of ours.
/// </summary>
public static class ChatHistoryMapping
{
    public static ChatHistory ToHistory(IReadOnlyList<ChatMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var toolNames = new Dictionary<string, string>();
        var history = new ChatHistory();
        foreach (var message in messages)
        {
            foreach (var call in message.ToolCalls)
            {
                toolNames[call.Id] = call.Name;
            }

            history.Add(new ChatMessageContent(RoleOf(message.Role), [.. ItemsOf(message, toolNames)], innerContent: message)
            {
                AuthorName = message.Name,
            });
        }

        return history;
    }

    /// <summary>Our own messages where they hang on the history; what a kernel's user has added is read from its items.</summary>
    /// <exception cref="InferenceException">An item is of a kind that no message of ours can carry.</exception>
    public static IReadOnlyList<ChatMessage> ToMessages(ChatHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        var messages = new List<ChatMessage>(history.Count);
        for (var index = 0; index < history.Count; index++)
        {
            switch (history[index].InnerContent)
            {
                case ChatMessage message:
                    messages.Add(message);
                    break;
                case ChatResult result:
                    messages.Add(MessageOf(result.Output));
                    break;
                default:
                    messages.AddRange(ChatHistoryMappingItems.Read(history[index], $"inputs.messages[{index}]"));
                    break;
            }
        }

        return messages;
    }

    /// <summary>The assistant's message that an output is in the next turn.</summary>
    public static ChatMessage MessageOf(ChatOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var text = output.Text.Length > 0 ? output.Text : output.Refusal;
        return new ChatMessage
        {
            Role = ChatRole.Assistant,
            Parts = string.IsNullOrEmpty(text) ? [] : [ContentPart.Of(text)],
            ToolCalls = output.ToolCalls,
            ProviderState = output.ProviderState,
        };
    }

    /// <summary>A call as Semantic Kernel's item; arguments that are no JSON object stay on its <c>InnerContent</c> only.</summary>
    public static FunctionCallContent ToContent(ToolCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        try
        {
            return new FunctionCallContent(call.Name, pluginName: null, call.Id, ArgumentsOf(call.Arguments)) { InnerContent = call };
        }
        catch (JsonException exception)
        {
            return new FunctionCallContent(call.Name, pluginName: null, call.Id) { InnerContent = call, Exception = exception };
        }
    }

    private static AuthorRole RoleOf(ChatRole role) => role switch
    {
        ChatRole.System => AuthorRole.System,
        ChatRole.Developer => AuthorRole.Developer,
        ChatRole.Assistant => AuthorRole.Assistant,
        ChatRole.Tool => AuthorRole.Tool,
        _ => AuthorRole.User,
    };

    private static IEnumerable<KernelContent> ItemsOf(ChatMessage message, Dictionary<string, string> toolNames)
    {
        if (message.Role == ChatRole.Tool && message.ToolCallId is { } id)
        {
            yield return new FunctionResultContent(toolNames.GetValueOrDefault(id), pluginName: null, id, message.Text);
        }

        foreach (var part in message.Parts)
        {
            if (part.Media is { } media)
            {
                yield return ChatHistoryMappingMedia.ToContent(media);
            }
            else if (message.Role != ChatRole.Tool)
            {
                yield return new TextContent(part.Text);
            }
        }

        foreach (var call in message.ToolCalls)
        {
            yield return ToContent(call);
        }
    }

    private static KernelArguments ArgumentsOf(string json)
    {
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("The arguments of a tool call are not a JSON object.");
        }

        var arguments = new KernelArguments();
        foreach (var member in document.RootElement.EnumerateObject())
        {
            arguments[member.Name] = member.Value.Clone();
        }

        return arguments;
    }
}
