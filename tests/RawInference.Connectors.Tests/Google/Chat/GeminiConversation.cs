using Microsoft.SemanticKernel.ChatCompletion;
using RawInference.Chat;
using RawInference.Core.Chat;
using RawInference.Core.Providers;

namespace RawInference.Connectors.Tests.Google.Chat;

/// <summary>Asks a service, whole or in a stream, and puts the pieces of a stream together.</summary>
internal sealed class GeminiConversation(IChatCompletionService service, bool stream)
{
    public List<InferenceWarning> Warnings { get; } = [];

    public async Task<ChatResult> AskAsync(ChatParameters parameters, params ChatMessage[] messages)
    {
        var history = ChatHistoryMapping.ToHistory(messages);
        var settings = new RawInferenceExecutionSettings { Chat = parameters, OnWarning = Warnings.Add };
        if (!stream)
        {
            return (ChatResult)(await service.GetChatMessageContentAsync(history, settings)).InnerContent!;
        }

        var chunks = new List<ChatChunk>();
        await foreach (var content in service.GetStreamingChatMessageContentsAsync(history, settings))
        {
            chunks.Add((ChatChunk)content.InnerContent!);
        }

        return ResultOf(chunks);
    }

    private static ChatResult ResultOf(List<ChatChunk> chunks)
    {
        ChatDelta[] deltas = [.. chunks.Select(chunk => chunk.Delta).OfType<ChatDelta>()];
        var reasoning = string.Concat(deltas.Select(delta => delta.Reasoning));
        return new ChatResult
        {
            Output = new ChatOutput
            {
                Text = string.Concat(deltas.Select(delta => delta.Text)),
                Reasoning = reasoning.Length == 0 ? null : reasoning,
                ToolCalls = [.. deltas.Select(delta => delta.ToolCall).OfType<ToolCallDelta>().Select(call => new ToolCall(call.Id!, call.Name!, call.Arguments!))],
                ProviderState = chunks.Single(chunk => chunk.Delta?.FinishReason is not null).ProviderState,
                FinishReason = deltas.Single(delta => delta.FinishReason is not null).FinishReason!,
            },
            Usage = chunks.Last(chunk => chunk.Usage is not null).Usage,
        };
    }
}
