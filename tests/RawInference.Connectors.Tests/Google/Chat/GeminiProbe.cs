using Microsoft.SemanticKernel.ChatCompletion;
using RawInference.Chat;
using RawInference.Core.Chat;
using RawInference.Core.Providers;

namespace RawInference.Connectors.Tests.Google.Chat;

/// <summary>One chat through the connector and a canned upstream.</summary>
internal sealed class GeminiProbe(HttpMessageHandler handler, string model = GeminiProbe.Budget)
{
    /// <summary>A model whose thinking is a budget.</summary>
    public const string Budget = "gemini-2.5-flash";

    /// <summary>A model whose thinking is a level, and which wants its signatures back.</summary>
    public const string Level = "gemini-3-flash-preview";

    public const string Answer = """{"candidates":[{"content":{"role":"model","parts":[{"text":"Hello"}]},"finishReason":"STOP","index":0}]}""";

    public List<InferenceWarning> Warnings { get; } = [];

    public IEnumerable<(string, string?)> Told => Warnings.Select(warning => (warning.Code, warning.Path));

    public string RequestBody => ((CannedHandler)handler).Body;

    public static GeminiProbe Of(string answer = Answer, string model = Budget) => new(new CannedHandler(answer), model);

    public static GeminiProbe Streaming(params string[] frames) =>
        new(new CannedHandler(string.Concat(frames.Select(frame => $"data: {frame}\r\n\r\n")), mediaType: "text/event-stream"));

    public static ChatMessage User(string text) => ChatMessage.Of(ChatRole.User, text);

    public async Task<ChatResult> AskAsync(params ChatMessage[] messages) => Assert.Single(await SendAsync(ChatParameters.Default, null, messages));

    public async Task<IReadOnlyList<ChatResult>> SendAsync(ChatParameters parameters, string? providerOptions = null, params ChatMessage[] messages)
    {
        var contents = await Service().GetChatMessageContentsAsync(History(messages), Settings(parameters, providerOptions));
        return [.. contents.Select(content => (ChatResult)content.InnerContent!)];
    }

    public async Task<IReadOnlyList<ChatChunk>> StreamAsync(ChatParameters? parameters = null, CancellationToken cancellationToken = default)
    {
        var chunks = new List<ChatChunk>();
        await foreach (var content in Service().GetStreamingChatMessageContentsAsync(
            History([]), Settings(parameters ?? ChatParameters.Default, null), cancellationToken: cancellationToken))
        {
            chunks.Add((ChatChunk)content.InnerContent!);
        }

        return chunks;
    }

    public IChatCompletionService Service()
    {
        var connector = GoogleTarget.Connector(handler);
        return connector.CreateChatService(GoogleTarget.Of(connector, model));
    }

    private static ChatHistory History(ChatMessage[] messages) => ChatHistoryMapping.ToHistory(messages.Length == 0 ? [User("Hi")] : messages);

    private RawInferenceExecutionSettings Settings(ChatParameters parameters, string? providerOptions) => new()
    {
        Chat = parameters,
        ProviderOptions = providerOptions is null ? null : JsonText.Element(providerOptions),
        OnWarning = Warnings.Add,
    };
}
