using System.Text.Json;
using RawInference.Chat;
using RawInference.Usage;

namespace RawInference.Core.Chat;

/// <summary>What a chat service of ours hangs on <c>StreamingChatMessageContent.InnerContent</c>. Several may come from one upstream frame.</summary>
public sealed record ChatChunk
{
    /// <summary>Null for a chunk that only carries facts.</summary>
    public ChatDelta? Delta { get; init; }

    /// <summary>Of the whole call so far; a later one replaces it.</summary>
    public TokenUsage? Usage { get; init; }

    public string? ResponseId { get; init; }

    public string? Model { get; init; }

    /// <summary>To be sent back with the message of output <see cref="Index"/>; a later one replaces it.</summary>
    public JsonElement? ProviderState { get; init; }

    /// <summary>Sources of output <see cref="Index"/>; a later one replaces it.</summary>
    public JsonElement? Citations { get; init; }

    /// <summary>Which output <see cref="ProviderState"/> and <see cref="Citations"/> belong to.</summary>
    public int Index { get; init; }

    /// <summary>The frame itself, where it was asked for.</summary>
    public JsonElement? Raw { get; init; }

    /// <summary>Nothing of what was said: printed, it could end up in a log.</summary>
    public override string ToString() => nameof(ChatChunk);
}
