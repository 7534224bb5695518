using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using RawInference.Core.Chat;

namespace RawInference.Connectors.Wire;

/// <summary>Results as Semantic Kernel's contents, with real items for those who know nothing of ours.</summary>
internal static class ChatContents
{
    public static ChatMessageContent Of(ChatResult result, string model)
    {
        var content = new ChatMessageContent(
            AuthorRole.Assistant,
            result.Output.Text,
            model,
            result,
            metadata: Metadata(result.ResponseId, result.Output.FinishReason, result.Usage));
        if (result.Output.Reasoning is { } reasoning)
        {
            content.Items.Add(new ReasoningContent(reasoning));
        }

        foreach (var call in result.Output.ToolCalls)
        {
            content.Items.Add(ChatHistoryMapping.ToContent(call));
        }

        return content;
    }

    public static StreamingChatMessageContent Of(ChatChunk chunk, string model)
    {
        var delta = chunk.Delta;
        var content = new StreamingChatMessageContent(
            AuthorRole.Assistant,
            delta?.Text,
            chunk,
            delta?.Index ?? chunk.Index,
            model,
            metadata: delta?.FinishReason is null && chunk.Usage is null ? null : Metadata(chunk.ResponseId, delta?.FinishReason, chunk.Usage));
        if (delta?.ToolCall is { } call)
        {
            content.Items.Add(new StreamingFunctionCallUpdateContent(call.Id, call.Name, call.Arguments, call.Index) { RequestIndex = delta.Index });
        }

        if (delta?.Reasoning is { } reasoning)
        {
            content.Items.Add(new StreamingReasoningContent(reasoning));
        }

        return content;
    }

    private static Dictionary<string, object?> Metadata(string? id, string? finishReason, object? usage) => new()
    {
        ["Id"] = id,
        ["FinishReason"] = finishReason,
        ["Usage"] = usage,
    };
}
