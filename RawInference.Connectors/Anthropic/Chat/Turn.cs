using RawInference.Chat;

namespace RawInference.Connectors.Anthropic.Chat;

/// <summary>What one side says at a time, and what the system says right after it.</summary>
/// <param name="IsAssistant">Otherwise the user's, tool results included.</param>
internal sealed record Turn(bool IsAssistant)
{
    /// <summary>With their places among the caller's messages.</summary>
    public List<(ChatMessage Message, int Index)> Messages { get; } = [];

    /// <summary>What the system says; empty after the assistant.</summary>
    public List<(ChatMessage Message, int Index)> System { get; } = [];
}
