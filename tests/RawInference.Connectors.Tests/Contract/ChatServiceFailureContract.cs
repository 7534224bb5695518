using Microsoft.SemanticKernel.ChatCompletion;
using RawInference.Chat;
using RawInference.Core.Chat;
using RawInference.Core.Providers;

namespace RawInference.Connectors.Tests.Contract;

/// <summary>How every chat connector of ours fails, whose contents carry our own results.</summary>
public abstract class ChatServiceFailureContract(ContractServer server) : StreamFailureContract(server)
{
    private static readonly ChatHistory Hello = ChatHistoryMapping.ToHistory([ChatMessage.Of(ChatRole.User, "Say: Grüße, 世界 😀")]);

    private static readonly ChatHistory LongAnswer = ChatHistoryMapping.ToHistory([ChatMessage.Of(ChatRole.User, "Write 2000 words")]);

    /// <summary>A server at which nobody answers.</summary>
    protected abstract Uri Nobody { get; }

    /// <param name="address">Where it is.</param>
    /// <param name="fault">What goes wrong, in the words of the server's model names; null for nothing.</param>
    protected abstract IChatCompletionService CreateService(Uri address, string? fault);

    protected override async Task<FailureReading> AskAsync(string? fault, bool stream, CancellationToken cancellationToken)
    {
        var warnings = new List<InferenceWarning>();
        var settings = new RawInferenceExecutionSettings { OnWarning = warnings.Add };
        var service = CreateService(Host.Address, fault);
        if (!stream)
        {
            var content = await service.GetChatMessageContentAsync(Hello, settings, cancellationToken: cancellationToken);
            return new FailureReading(content.Content!, ((ChatResult)content.InnerContent!).Usage, warnings);
        }

        var chunks = new List<ChatChunk>();
        await foreach (var content in service.GetStreamingChatMessageContentsAsync(Hello, settings, cancellationToken: cancellationToken))
        {
            chunks.Add((ChatChunk)content.InnerContent!);
        }

        return new FailureReading(
            string.Concat(chunks.Select(chunk => chunk.Delta?.Text)), chunks.Select(chunk => chunk.Usage).LastOrDefault(usage => usage is not null), warnings);
    }

    protected override IAsyncEnumerable<object> OpenAsync(string fault, CancellationToken cancellationToken) =>
        CreateService(Host.Address, fault).GetStreamingChatMessageContentsAsync(LongAnswer, cancellationToken: cancellationToken);

    protected override Task AskNobodyAsync() => CreateService(Nobody, null).GetChatMessageContentAsync(Hello);
}
