using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Connectors.OpenAI;
using OpenAI;
using RawInference.Chat;
using RawInference.Connectors.SemanticKernel;
using RawInference.Core.Chat;
using RawInference.Core.Providers;
using ChatMessage = RawInference.Chat.ChatMessage;
using ChatRole = RawInference.Chat.ChatRole;

namespace RawInference.Connectors.Tests.SemanticKernel;

/// <summary>One chat through a registered service and what it wrote.</summary>
internal sealed class KernelProbe
{
    private readonly IChatCompletionService _service;

    private KernelProbe(SemanticKernelConnector connector) => _service = connector.CreateChatService(KernelTarget.Of(connector, "m"));

    public List<InferenceWarning> Warnings { get; } = [];

    public bool IncludeRaw { get; init; }

    public IEnumerable<string> Dropped => Warnings.Where(warning => warning.Code == WarningCodes.ParameterDropped).Select(warning => warning.Path!);

    /// <summary>Semantic Kernel's own connector.</summary>
    public static KernelProbe OfKernel(HttpMessageHandler handler, Action<KernelProviderOptions>? configure = null, bool raw = false) =>
        new(KernelTarget.Connector((_, model) => new OpenAIChatCompletionService(model, Client(handler)), configure)) { IncludeRaw = raw };

    /// <summary>The client of Microsoft.Extensions.AI over the same SDK.</summary>
    public static KernelProbe OfClient(HttpMessageHandler handler, Action<KernelProviderOptions>? configure = null, bool raw = false) =>
        new(KernelTarget.Connector((_, model) => Client(handler).GetChatClient(model).AsIChatClient(), configure)) { IncludeRaw = raw };

    public static KernelProbe Of<TService>(TService service, Action<KernelProviderOptions>? configure = null, bool raw = false)
        where TService : class => new(KernelTarget.Connector((_, _) => service, configure)) { IncludeRaw = raw };

    public async Task<ChatResult> SendAsync(ChatParameters? parameters = null, string? providerOptions = null, params ChatMessage[] messages) =>
        (ChatResult)(await _service.GetChatMessageContentAsync(History(messages), Settings(parameters, providerOptions))).InnerContent!;

    public async Task<List<ChatChunk>> StreamAsync(ChatParameters? parameters = null)
    {
        var chunks = new List<ChatChunk>();
        await foreach (var content in _service.GetStreamingChatMessageContentsAsync(History([]), Settings(parameters, null)))
        {
            chunks.Add((ChatChunk)content.InnerContent!);
        }

        return chunks;
    }

    private static OpenAIClient Client(HttpMessageHandler handler) => new(new ApiKeyCredential(KernelTarget.Key), new OpenAIClientOptions
    {
        Endpoint = new Uri("https://api.acme.test/v1"),
        RetryPolicy = new ClientRetryPolicy(0),
        Transport = new HttpClientPipelineTransport(new HttpClient(handler)),
    });

    private static ChatHistory History(ChatMessage[] messages) =>
        ChatHistoryMapping.ToHistory(messages.Length == 0 ? [ChatMessage.Of(ChatRole.User, "Hi")] : messages);

    private RawInferenceExecutionSettings Settings(ChatParameters? parameters, string? providerOptions) => new()
    {
        Chat = parameters ?? ChatParameters.Default,
        ProviderOptions = providerOptions is null ? null : JsonText.Element(providerOptions),
        IncludeRaw = IncludeRaw,
        OnWarning = Warnings.Add,
    };
}
