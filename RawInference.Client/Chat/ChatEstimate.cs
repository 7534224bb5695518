using RawInference.Media;
using RawInference.Usage;

namespace RawInference.Chat;

/// <summary>Roughly what a chat will use, before anybody is asked.</summary>
internal static class ChatEstimate
{
    private const long TokensPerMessage = 4;

    /// <summary>Tools and schema go with every conversation.</summary>
    public static long PromptTokens(ChatRequest request) =>
        request.Conversations.Sum(messages => messages.Sum(Tokens)) + (request.Conversations.Count * Tokens(request.Parameters));

    public static TokenUsage Usage(ChatRequest request, long? maxOutputTokens)
    {
        var prompt = PromptTokens(request);
        var heard = MediaEstimate.HeardTokens(request.Media);
        var seen = MediaEstimate.SeenTokens(request.Media);
        long? kept = IsKeptLong(request) ? prompt - (heard ?? 0) - (seen ?? 0) : null;
        return new TokenUsage
        {
            Prompt = prompt,
            Completion = (request.Parameters.MaxTokens ?? maxOutputTokens ?? 0) * (request.Parameters.Count ?? 1) * request.Conversations.Count,
            AudioPrompt = heard,
            ImagePrompt = seen,
            CacheWritePrompt = kept,
            CacheWriteLongPrompt = kept,
        };
    }

    private static long Tokens(ChatMessage message) =>
        TokensPerMessage
        + message.Parts.Sum(part => part.Media is { } media ? MediaEstimate.Tokens(media) : TokenEstimate.Of(part.Text))
        + message.ToolCalls.Sum(call => TokenEstimate.Of(call.Name) + TokenEstimate.Of(call.Arguments))
        + TokenEstimate.Of(message.ProviderState);

    private static long Tokens(ChatParameters parameters) =>
        TokenEstimate.Of(parameters.Schema)
        + (parameters.Tools?.Sum(tool => TokensPerMessage + TokenEstimate.Of(tool.Name) + TokenEstimate.Of(tool.Description) + TokenEstimate.Of(tool.Parameters)) ?? 0);

    private static bool IsKeptLong(ChatRequest request) =>
        request.Conversations.SelectMany(messages => messages).SelectMany(message => message.Parts).Any(part => IsLong(part.CacheControl))
        || request.Parameters.Tools?.Any(tool => IsLong(tool.CacheControl)) == true;

    private static bool IsLong(CacheHint? hint) => hint?.TimeToLive == "1h";
}
