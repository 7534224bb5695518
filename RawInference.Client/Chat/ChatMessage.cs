using System.Text.Json;

namespace RawInference.Chat;

/// <summary>One message of a conversation.</summary>
public sealed record ChatMessage
{
    public required ChatRole Role { get; init; }

    /// <summary>Text and media in their order; empty for an assistant that only called tools.</summary>
    public IReadOnlyList<ContentPart> Parts { get; init; } = [];

    /// <summary>The speaker's name, where several share a role.</summary>
    public string? Name { get; init; }

    /// <summary>Calls that the assistant asked for.</summary>
    public IReadOnlyList<ToolCall> ToolCalls { get; init; } = [];

    /// <summary>For <see cref="ChatRole.Tool"/>: the call that this is the result of.</summary>
    public string? ToolCallId { get; init; }

    /// <summary>What the provider wants back with the assistant's message (reasoning items, thought signatures): opaque, as it came.</summary>
    public JsonElement? ProviderState { get; init; }

    /// <summary>All text, joined.</summary>
    public string Text => string.Concat(Parts.Select(part => part.Text));

    /// <summary>Its role only: what is said is never printed.</summary>
    public override string ToString() => $"{Role} message";

    public static ChatMessage Of(ChatRole role, string text) => new() { Role = role, Parts = [ContentPart.Of(text)] };
}
