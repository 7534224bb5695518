using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.AudioToText;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Connectors.OpenAI;
using RawInference.Chat;
using RawInference.Connectors.Tests.Contract;
using FunctionCallContent = Microsoft.SemanticKernel.FunctionCallContent;

namespace RawInference.Connectors.Tests.OpenAI;

/// <summary>Semantic Kernel's own services of this dialect, and what they say.</summary>
internal static class SemanticKernelOracle
{
    private const string Key = "sk-oracle";

    public static IChatCompletionService Chat(Uri server) => new OpenAIChatCompletionService("gpt-4o-mini", new Uri(server, "/v1"), Key);

    public static IEmbeddingGenerator<string, Embedding<float>> Embeddings(Uri server) => Client(server)
        .GetEmbeddingClient("text-embedding-3-small")
        .AsIEmbeddingGenerator();

    public static IAudioToTextService Transcription(Uri server) => new OpenAIAudioToTextService("whisper-1", Client(server));

    public static PromptExecutionSettings? Settings(ToolDefinition? tool) => tool is null ? null : new OpenAIPromptExecutionSettings
    {
        FunctionChoiceBehavior = FunctionChoiceBehavior.Required([Function(tool)], autoInvoke: false),
    };

    public static ChatReading Read(ChatMessageContent content) => Reading(
        content.Content,
        content.Metadata?.GetValueOrDefault("FinishReason"),
        content.Metadata?.GetValueOrDefault("Usage"),
        FunctionCallContent.GetFunctionCalls(content));

    public static ChatReading Read(IReadOnlyList<StreamingChatMessageContent> contents)
    {
        var calls = new FunctionCallContentBuilder();
        foreach (var content in contents)
        {
            calls.Append(content);
        }

        return Reading(
            string.Concat(contents.Select(content => content.Content)),
            contents.Select(content => content.Metadata?.GetValueOrDefault("FinishReason")).LastOrDefault(reason => reason is not null),
            contents.Select(content => content.Metadata?.GetValueOrDefault("Usage")).LastOrDefault(usage => usage is not null),
            calls.Build());
    }

    private static global::OpenAI.OpenAIClient Client(Uri server) => new(
        new System.ClientModel.ApiKeyCredential(Key), new global::OpenAI.OpenAIClientOptions { Endpoint = new Uri(server, "/v1") });

    private static ChatReading Reading(string? text, object? reason, object? usage, IEnumerable<FunctionCallContent> calls)
    {
        var tokens = usage as global::OpenAI.Chat.ChatTokenUsage;
        return new ChatReading(
            text ?? "",
            reason?.ToString() switch { "Stop" => "stop", "ToolCalls" => "tool_calls", "Length" => "length", var other => other },
            tokens?.InputTokenCount,
            tokens?.OutputTokenCount,
            string.Join(";", calls.Select(call => $"{call.FunctionName}({System.Text.Json.JsonSerializer.Serialize(call.Arguments)})")));
    }

    private static KernelFunction Function(ToolDefinition tool) => KernelFunctionFactory.CreateFromMethod(
        () => "",
        new KernelFunctionFromMethodOptions
        {
            FunctionName = tool.Name,
            Description = tool.Description,
            Parameters =
            [
                .. tool.Parameters!.Value.GetProperty("properties").EnumerateObject().Select(property => new KernelParameterMetadata(property.Name)
                {
                    IsRequired = true,
                    Schema = KernelJsonSchema.Parse(property.Value.GetRawText()),
                }),
            ],
        });
}
