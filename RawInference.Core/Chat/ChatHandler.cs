using System.Runtime.CompilerServices;
using Microsoft.SemanticKernel.ChatCompletion;
using RawInference.Chat;
using RawInference.Core.Models;
using RawInference.Core.Pipeline;
using RawInference.Core.Providers;

namespace RawInference.Core.Chat;

/// <summary>Asks a chat service for one conversation's completions.</summary>
internal sealed class ChatHandler : IOperationHandler
{
    private readonly ServiceCache<IChatCompletionService> _services =
        new(target => ((IChatConnector)target.Account.Connector).CreateChatService(target));

    public string Operation => Operations.Chat;

    public bool CanServe(IConnector connector) => connector is IChatConnector;

    public async ValueTask<InferenceAnswer> OpenAsync(InferenceContext context)
    {
        var request = (ChatRequest)context.Request;
        var service = _services.Get(context.Target!);
        var history = ChatHistoryMapping.ToHistory(request.Conversations.Single());
        var settings = new RawInferenceExecutionSettings
        {
            Chat = request.Parameters,
            ProviderOptions = request.ProviderOptions,
            IncludeRaw = request.Call.IncludeRaw,
            OnWarning = context.Warn,
        };

        return request.Call.Stream
            ? await InferenceAnswer.OpenAsync(StreamAsync(service, history, settings, context.Target!), context.CancellationToken)
            : InferenceAnswer.Of(await SendAsync(service, history, settings, context));
    }

    private static async ValueTask<ChatResponse> SendAsync(
        IChatCompletionService service,
        ChatHistory history,
        RawInferenceExecutionSettings settings,
        InferenceContext context)
    {
        var messages = await service.GetChatMessageContentsAsync(history, settings, kernel: null, context.CancellationToken);
        var results = messages.Select(message => ResultOf(message.InnerContent, context.Target!)).ToArray();
        if (results.Length == 0)
        {
            throw new InferenceException(InferenceErrorCode.ProviderInvalidAnswer, $"{context.Target} answered without a completion.");
        }

        return new ChatResponse
        {
            Outputs = [.. results.Select(result => ChatOutputs.Finish(result.Output, settings))],
            Usage = results[0].Usage,
            Model = results[0].Model ?? "",
            ProviderResponseId = results[0].ResponseId,
            Raw = results[0].Raw is { } raw ? [raw] : [],
        };
    }

    private static async IAsyncEnumerable<InferenceUpdate> StreamAsync(
        IChatCompletionService service,
        ChatHistory history,
        RawInferenceExecutionSettings settings,
        ModelTarget target,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var accumulator = new ChatAccumulator(settings, target);
        await foreach (var message in service.GetStreamingChatMessageContentsAsync(history, settings, kernel: null, cancellationToken))
        {
            var chunk = message.InnerContent as ChatChunk ?? throw Foreign(target);
            accumulator.Add(chunk);
            if (chunk.Delta is { } delta)
            {
                yield return delta;
            }
        }

        yield return accumulator.ToResponse();
    }

    private static ChatResult ResultOf(object? inner, ModelTarget target) => inner as ChatResult ?? throw Foreign(target);

    private static InvalidOperationException Foreign(ModelTarget target) =>
        new($"The chat service of '{target.Account.Connector.Name}' does not give its answers as {nameof(IChatConnector)} says.");
}
