using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Services;
using RawInference.Chat;
using RawInference.Core.Chat;

namespace RawInference.Connectors.Wire;

/// <summary>Semantic Kernel's chat service over a dialect.</summary>
internal sealed class ChatService(UpstreamClient upstream, IChatDialect dialect) : IChatCompletionService
{
    public IReadOnlyDictionary<string, object?> Attributes { get; } =
        new Dictionary<string, object?> { [AIServiceExtensions.ModelIdKey] = dialect.Model };

    public async Task<IReadOnlyList<ChatMessageContent>> GetChatMessageContentsAsync(
        ChatHistory chatHistory,
        PromptExecutionSettings? executionSettings = null,
        Kernel? kernel = null,
        CancellationToken cancellationToken = default)
    {
        var call = CallOf(chatHistory, executionSettings);
        using var request = dialect.CreateRequest(call, stream: false);
        using var answer = await upstream.SendAsync(request, dialect.Account, cancellationToken);
        using var body = await answer.ReadWholeAsync(upstream.Options.MaxAnswerBytes);
        using var json = answer.Parse(body.Memory);
        var results = answer.Read(json.RootElement, root => dialect.Read(root, call));
        if (results.Count < call.Count)
        {
            throw answer.Invalid($"has {results.Count} of the {call.Count} completions that were asked for");
        }

        var raw = call.Options.IncludeRaw ? json.RootElement.Clone() : (JsonElement?)null;
        return [.. results.Select(result => ChatContents.Of(result with { Raw = raw }, dialect.Model))];
    }

    public async IAsyncEnumerable<StreamingChatMessageContent> GetStreamingChatMessageContentsAsync(
        ChatHistory chatHistory,
        PromptExecutionSettings? executionSettings = null,
        Kernel? kernel = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var call = CallOf(chatHistory, executionSettings);
        using var request = dialect.CreateRequest(call, stream: true);
        using var answer = await upstream.SendAsync(request, dialect.Account, cancellationToken);
        if (answer.MediaType is "application/json")
        {
            using var body = await answer.ReadWholeAsync(upstream.Options.MaxAnswerBytes);
            using var json = answer.Parse(body.Memory);
            throw answer.Invalid("is not the stream that was asked for");
        }

        var reader = dialect.OpenStream(call);
        var chunks = new List<ChatChunk>();
        using var events = new SseReader(answer.ReadAsync, upstream.Options.MaxEventBytes, what => answer.Invalid(what));
        while (!reader.Ended && await events.ReadAsync() is { } frame)
        {
            if (reader.EndsWith(frame.Data.Span))
            {
                continue;
            }

            using var json = answer.Parse(frame.Data);
            var raw = call.Options.IncludeRaw ? json.RootElement.Clone() : (JsonElement?)null;
            Read(answer, reader, json.RootElement, chunks);
            foreach (var chunk in chunks)
            {
                yield return ChatContents.Of(raw is null ? chunk : chunk with { Raw = raw }, dialect.Model);
                raw = null;
            }

            if (raw is not null)
            {
                yield return ChatContents.Of(new ChatChunk { Raw = raw }, dialect.Model);
            }
        }

        if (reader.Missing() is { } missing)
        {
            throw answer.ErrorOf(events.Unframed) ?? answer.Cut(missing);
        }

        await answer.DrainAsync();
    }

    private static void Read(UpstreamAnswer answer, IChatStreamReader reader, JsonElement frame, List<ChatChunk> chunks)
    {
        chunks.Clear();
        try
        {
            reader.Read(frame, chunks);
        }
        catch (InferenceException exception) when (exception.Origin == ErrorOrigin.Provider)
        {
            throw answer.Completed(exception);
        }
    }

    private static ChatCall CallOf(ChatHistory history, PromptExecutionSettings? settings)
    {
        var (parameters, options) = CallSettings.Read(settings, ChatParameters.Table, ChatParameters.Default, own => own.Chat);
        return new ChatCall(ChatHistoryMapping.ToMessages(history), parameters, options);
    }
}
