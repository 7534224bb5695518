using System.Runtime.CompilerServices;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace RawInference.Connectors.Tests.SemanticKernel;

/// <summary>A chat service as someone might write it: it answers what a test says, and keeps what it was asked.</summary>
internal sealed class FakeKernelChat : IChatCompletionService
{
    public IReadOnlyDictionary<string, object?> Attributes { get; init; } = new Dictionary<string, object?>();

    public Func<CancellationToken, Task<ChatMessageContent>> Answer { get; init; } = _ => Task.FromResult(Said("Hello"));

    public IReadOnlyList<StreamingChatMessageContent> Pieces { get; init; } = [];

    public PromptExecutionSettings? Settings { get; private set; }

    public static ChatMessageContent Said(string text, params (string Name, object? Value)[] metadata) =>
        new(AuthorRole.Assistant, text, metadata: metadata.ToDictionary(item => item.Name, item => item.Value));

    public async Task<IReadOnlyList<ChatMessageContent>> GetChatMessageContentsAsync(
        ChatHistory chatHistory, PromptExecutionSettings? executionSettings = null, Kernel? kernel = null, CancellationToken cancellationToken = default)
    {
        Settings = executionSettings;
        return [await Answer(cancellationToken)];
    }

    public async IAsyncEnumerable<StreamingChatMessageContent> GetStreamingChatMessageContentsAsync(
        ChatHistory chatHistory,
        PromptExecutionSettings? executionSettings = null,
        Kernel? kernel = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Settings = executionSettings;
        await Task.Yield();
        foreach (var piece in Pieces)
        {
            yield return piece;
        }
    }
}
