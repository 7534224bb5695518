using Microsoft.SemanticKernel.ChatCompletion;
using RawInference.Chat;
using RawInference.Core.Chat;
using RawInference.Core.Providers;

namespace RawInference.Connectors.Tests.Anthropic;

/// <summary>One chat through the connector and a canned upstream.</summary>
internal sealed class MessagesProbe(HttpMessageHandler handler, string model = MessagesProbe.Unknown, params (string Name, string Value)[] quirks)
{
    /// <summary>A model without a card.</summary>
    public const string Unknown = "claude-x";

    public const string Hello = """
        {"id":"msg_1","type":"message","role":"assistant","model":"claude-x-1","content":[{"type":"text","text":"Hello"}],
         "stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":9,"output_tokens":4}}
        """;

    public List<InferenceWarning> Warnings { get; } = [];

    public IEnumerable<string?> WarnedPaths => Warnings.Select(warning => warning.Path);

    public string RequestBody => ((CannedHandler)handler).Body;

    public static MessagesProbe OfAnswer(string answer, string model = Unknown) => new(new CannedHandler(answer), model);

    public static MessagesProbe OfEvents(string events, string model = Unknown) => new(new CannedHandler(events, mediaType: "text/event-stream"), model);

    public static ChatMessage User(string text) => ChatMessage.Of(ChatRole.User, text);

    public async Task<ChatResult> SendAsync(ChatParameters? parameters = null, string? providerOptions = null, params ChatMessage[] messages)
    {
        var contents = await Service().GetChatMessageContentsAsync(History(messages), Settings(parameters, providerOptions));
        return (ChatResult)Assert.Single(contents).InnerContent!;
    }

    public async Task<IReadOnlyList<ChatChunk>> StreamAsync(ChatParameters? parameters = null, params ChatMessage[] messages)
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
        var connector = AnthropicTarget.Connector(handler);
        return connector.CreateChatService(AnthropicTarget.Of(connector, model, null, quirks));
    }

    private static ChatHistory History(ChatMessage[] messages) =>
        ChatHistoryMapping.ToHistory(messages.Length == 0 ? [User("Hi")] : messages);

    private RawInferenceExecutionSettings Settings(ChatParameters? parameters, string? providerOptions) => new()
    {
        Chat = parameters ?? ChatParameters.Default,
        ProviderOptions = providerOptions is null ? null : JsonText.Element(providerOptions),
        OnWarning = Warnings.Add,
    };
}
