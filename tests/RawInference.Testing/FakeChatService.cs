using System.Runtime.CompilerServices;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using RawInference.Core.Models;
using RawInference.Core.Providers;

namespace RawInference.Testing;

internal sealed class FakeChatService(FakeConnector connector, ModelTarget target) : IChatCompletionService
{
    public IReadOnlyDictionary<string, object?> Attributes { get; } = new Dictionary<string, object?>();

    public async Task<IReadOnlyList<ChatMessageContent>> GetChatMessageContentsAsync(
        ChatHistory chatHistory,
        PromptExecutionSettings? executionSettings = null,
        Kernel? kernel = null,
        CancellationToken cancellationToken = default)
    {
        var results = await connector.Chat(Call(chatHistory, executionSettings, cancellationToken));
        return [.. results.Select(result => new ChatMessageContent(AuthorRole.Assistant, result.Output.Text) { InnerContent = result })];
    }

    public async IAsyncEnumerable<StreamingChatMessageContent> GetStreamingChatMessageContentsAsync(
        ChatHistory chatHistory,
        PromptExecutionSettings? executionSettings = null,
        Kernel? kernel = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var chunks = connector.ChatStream(Call(chatHistory, executionSettings, cancellationToken));
        await foreach (var chunk in chunks.WithCancellation(cancellationToken))
        {
            yield return new StreamingChatMessageContent(AuthorRole.Assistant, chunk.Delta?.Text) { InnerContent = chunk };
        }
    }

    private FakeCall Call(ChatHistory history, PromptExecutionSettings? settings, CancellationToken cancellationToken) =>
        connector.Record(new FakeCall
        {
            Number = connector.NextNumber(),
            Target = target,
            CancellationToken = cancellationToken,
            Prompt = history[^1].Content ?? "",
            History = history,
            Settings = (RawInferenceExecutionSettings)settings!,
        });
}
