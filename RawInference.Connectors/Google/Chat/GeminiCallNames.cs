using RawInference.Chat;

namespace RawInference.Connectors.Google.Chat;

/// <summary>The functions that a conversation's calls are of: a result has to name its function, and the contract's names the call.</summary>
internal sealed class GeminiCallNames
{
    private readonly Dictionary<string, string> _names = [];

    public void Add(ChatMessage message)
    {
        foreach (var call in message.ToolCalls)
        {
            _names[call.Id] = call.Name;
        }
    }

    public string NameOf(ChatMessage result, int index) =>
        result.ToolCallId is { } id && _names.TryGetValue(id, out var name)
            ? name
            : throw InferenceException.Invalid($"inputs.messages[{index}].tool_call_id", "names no call of the messages before it.");
}
