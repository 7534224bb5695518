using Microsoft.SemanticKernel.ChatCompletion;
using RawInference.Chat;
using RawInference.Connectors.Tests.Contract;
using RawInference.Core.Chat;
using RawInference.Core.Providers;

namespace RawInference.Connectors.Tests.Anthropic;

public class AnthropicChatFailureTests(ContractServer server) : StreamFailureContract(server)
{
    private static readonly ChatHistory Hello = ChatHistoryMapping.ToHistory([ChatMessage.Of(ChatRole.User, "Say: Grüße, 世界 😀")]);

    private static readonly ChatHistory LongAnswer = ChatHistoryMapping.ToHistory([ChatMessage.Of(ChatRole.User, "Write 2000 words")]);

    protected override string Path => "/anthropic/v1/messages";

    protected override async Task<FailureReading> AskAsync(string? fault, bool stream, CancellationToken cancellationToken)
    {
        var warnings = new List<InferenceWarning>();
        var settings = new RawInferenceExecutionSettings { OnWarning = warnings.Add };
        if (!stream)
        {
            var content = await Service(Host.Address, fault).GetChatMessageContentAsync(Hello, settings, cancellationToken: cancellationToken);
            return new FailureReading(content.Content!, ((ChatResult)content.InnerContent!).Usage, warnings);
        }

        var chunks = new List<ChatChunk>();
        await foreach (var content in Service(Host.Address, fault).GetStreamingChatMessageContentsAsync(Hello, settings, cancellationToken: cancellationToken))
        {
            chunks.Add((ChatChunk)content.InnerContent!);
        }

        return new FailureReading(
            string.Concat(chunks.Select(chunk => chunk.Delta?.Text)), chunks.Select(chunk => chunk.Usage).LastOrDefault(usage => usage is not null), warnings);
    }

    protected override IAsyncEnumerable<object> OpenAsync(string fault, CancellationToken cancellationToken) =>
        Service(Host.Address, fault).GetStreamingChatMessageContentsAsync(LongAnswer, cancellationToken: cancellationToken);

    protected override Task AskNobodyAsync() => Service(AnthropicContractTarget.Nobody, null).GetChatMessageContentAsync(Hello);

    private static IChatCompletionService Service(Uri address, string? fault) => AnthropicContractTarget.Connector.CreateChatService(
        AnthropicContractTarget.Of(address, fault));
}
