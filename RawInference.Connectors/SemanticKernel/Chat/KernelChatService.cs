using System.Runtime.CompilerServices;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Services;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.SemanticKernel.Chat;

/// <summary>A chat service of Semantic Kernel as one of ours.</summary>
internal sealed class KernelChatService(IChatCompletionService service, string model, KernelProviderOptions options, KernelCalls calls) : IChatCompletionService
{
    public IReadOnlyDictionary<string, object?> Attributes { get; } = new Dictionary<string, object?> { [AIServiceExtensions.ModelIdKey] = model };

    public async Task<IReadOnlyList<ChatMessageContent>> GetChatMessageContentsAsync(
        ChatHistory chatHistory,
        PromptExecutionSettings? executionSettings = null,
        Kernel? kernel = null,
        CancellationToken cancellationToken = default)
    {
        var call = ForeignChat.CallOf(chatHistory, executionSettings);
        var settings = KernelChatSettings.Of(service, call, options);
        var answer = await calls.AskAsync(token => service.GetChatMessageContentsAsync(chatHistory, settings, kernel, token), cancellationToken);
        var contents = new KernelContents(call.Options, calls);
        var results = answer.Select(contents.Read).ToArray();
        call.Options.WarnOfRaw(contents.HasRaw);
        return [.. results.Select(result => ChatContents.Of(result, model))];
    }

    public async IAsyncEnumerable<StreamingChatMessageContent> GetStreamingChatMessageContentsAsync(
        ChatHistory chatHistory,
        PromptExecutionSettings? executionSettings = null,
        Kernel? kernel = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var call = ForeignChat.CallOf(chatHistory, executionSettings);
        var settings = KernelChatSettings.Of(service, call, options);
        await using var pieces = calls.Open(token => service.GetStreamingChatMessageContentsAsync(chatHistory, settings, kernel, token), cancellationToken);
        var contents = new KernelContents(call.Options, calls);
        while (await pieces.MoveNextAsync())
        {
            foreach (var chunk in contents.Read(pieces.Current))
            {
                yield return ChatContents.Of(chunk, model);
            }
        }

        call.Options.WarnOfRaw(contents.HasRaw);
        yield return ChatContents.Of(ForeignChat.End(contents.Reason, contents.HasCalls, contents.Citations, call, options, calls), model);
    }
}
