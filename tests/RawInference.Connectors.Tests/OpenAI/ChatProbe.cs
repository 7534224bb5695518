using Microsoft.SemanticKernel.ChatCompletion;
using RawInference.Chat;
using RawInference.Core.Chat;
using RawInference.Core.Providers;

namespace RawInference.Connectors.Tests.OpenAI;

/// <summary>One chat through the connector and a canned upstream.</summary>
internal sealed class ChatProbe(CannedHandler handler, string model, bool known = true, params (string Name, string Value)[] quirks)
{
    public List<InferenceWarning> Warnings { get; } = [];

    public string RequestBody => handler.Body;

    public static ChatMessage User(string text) => ChatMessage.Of(ChatRole.User, text);

    public async Task<IReadOnlyList<ChatResult>> SendAsync(ChatParameters parameters, string? providerOptions = null, params ChatMessage[] messages)
    {
        var contents = await Service().GetChatMessageContentsAsync(History(messages), Settings(parameters, providerOptions));
        return [.. contents.Select(content => (ChatResult)content.InnerContent!)];
    }

    public async Task<IReadOnlyList<ChatChunk>> StreamAsync(ChatParameters parameters, params ChatMessage[] messages)
    {
        var chunks = new List<ChatChunk>();
        await foreach (var content in Service().GetStreamingChatMessageContentsAsync(History(messages), Settings(parameters, null)))
        {
            chunks.Add((ChatChunk)content.InnerContent!);
        }

        return chunks;
    }

    public IChatCompletionService Service()
    {
        var connector = OpenAITarget.Connector(handler);
        return connector.CreateChatService(OpenAITarget.Of(connector, model, known: known, quirks: quirks));
    }

    private static ChatHistory History(ChatMessage[] messages) =>
        ChatHistoryMapping.ToHistory(messages.Length == 0 ? [User("Hi")] : messages);

    private RawInferenceExecutionSettings Settings(ChatParameters parameters, string? providerOptions) => new()
    {
        Chat = parameters,
        ProviderOptions = providerOptions is null ? null : JsonText.Element(providerOptions),
        OnWarning = Warnings.Add,
    };
}
