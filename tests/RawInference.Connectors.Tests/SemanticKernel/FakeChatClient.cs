using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace RawInference.Connectors.Tests.SemanticKernel;

/// <summary>A client that answers every call with the same contents, each an update of its own where it streams.</summary>
internal sealed class FakeChatClient(params AIContent[] contents) : IChatClient
{
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, contents)) { ResponseId = "r1", ModelId = "m-1", FinishReason = ChatFinishReason.Stop });

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        foreach (var content in contents)
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, [content]) { ResponseId = "r1", ModelId = "m-1", FinishReason = ChatFinishReason.Stop };
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
