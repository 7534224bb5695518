using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Services;
using RawInference.Connectors.Wire;
using RawInference.Core.Chat;

namespace RawInference.Connectors.SemanticKernel.Chat;

/// <summary>A client of Microsoft.Extensions.AI as a chat service of ours.</summary>
internal sealed class ChatClientService(IChatClient client, string model, KernelProviderOptions options, KernelCalls calls) : IChatCompletionService
{
    public IReadOnlyDictionary<string, object?> Attributes { get; } = new Dictionary<string, object?> { [AIServiceExtensions.ModelIdKey] = model };

    public async Task<IReadOnlyList<ChatMessageContent>> GetChatMessageContentsAsync(
        ChatHistory chatHistory,
        PromptExecutionSettings? executionSettings = null,
        Kernel? kernel = null,
        CancellationToken cancellationToken = default)
    {
        var call = ForeignChat.CallOf(chatHistory, executionSettings);
        var asked = ClientOptions.Of(call, model, options);
        var answer = await calls.AskAsync(token => client.GetResponseAsync(ClientMessages.Of(call.Messages), asked, token), cancellationToken);
        var contents = new ClientContents(call.Options, calls);
        var output = new StreamedOutput();
        foreach (var delta in contents.Read(answer.Messages.SelectMany(message => message.Contents)))
        {
            output.Add(delta);
        }

        var raw = call.Options.IncludeRaw ? ServiceFacts.JsonOf(answer.RawRepresentation) : null;
        call.Options.WarnOfRaw(raw is not null);
        return
        [
            ChatContents.Of(
                new ChatResult
                {
                    Output = output.ToOutput(ForeignChat.ReasonOf(answer.FinishReason?.Value, contents.HasCalls, call.Options), contents.Citations),
                    Usage = ServiceUsage.Of(answer.Usage, isEmbedding: false, call.Options.OnWarning) ?? contents.Usage,
                    ResponseId = answer.ResponseId,
                    Model = answer.ModelId,
                    Raw = raw,
                },
                model),
        ];
    }

    public async IAsyncEnumerable<StreamingChatMessageContent> GetStreamingChatMessageContentsAsync(
        ChatHistory chatHistory,
        PromptExecutionSettings? executionSettings = null,
        Kernel? kernel = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var call = ForeignChat.CallOf(chatHistory, executionSettings);
        var asked = ClientOptions.Of(call, model, options);
        await using var updates = calls.Open(token => client.GetStreamingResponseAsync(ClientMessages.Of(call.Messages), asked, token), cancellationToken);
        var contents = new ClientContents(call.Options, calls);
        string? reason = null;
        var hasRaw = false;
        while (await updates.MoveNextAsync())
        {
            var update = updates.Current;
            reason = update.FinishReason?.Value ?? reason;
            foreach (var delta in contents.Read(update.Contents))
            {
                yield return ChatContents.Of(new ChatChunk { Delta = delta }, model);
            }

            var raw = call.Options.IncludeRaw ? ServiceFacts.JsonOf(update.RawRepresentation) : null;
            hasRaw |= raw is not null;
            yield return ChatContents.Of(
                new ChatChunk { Usage = contents.Usage, ResponseId = update.ResponseId, Model = update.ModelId, Raw = raw },
                model);
        }

        call.Options.WarnOfRaw(hasRaw);
        yield return ChatContents.Of(ForeignChat.End(reason, contents.HasCalls, contents.Citations, call, options, calls), model);
    }
}
