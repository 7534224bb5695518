using System.Text;
using System.Text.Json;
using RawInference.Chat;

namespace RawInference.Connectors.SemanticKernel.Chat;

/// <summary>A whole completion from the deltas that its contents are.</summary>
internal sealed class StreamedOutput
{
    private readonly StringBuilder _text = new();
    private readonly List<ToolCall> _calls = [];
    private StringBuilder? _reasoning;
    private StringBuilder? _refusal;

    public void Add(ChatDelta delta)
    {
        _text.Append(delta.Text);
        if (delta.Reasoning is { } reasoning)
        {
            (_reasoning ??= new()).Append(reasoning);
        }

        if (delta.Refusal is { } refusal)
        {
            (_refusal ??= new()).Append(refusal);
        }

        if (delta.ToolCall is { } call)
        {
            _calls.Add(new ToolCall(call.Id!, call.Name!, call.Arguments!));
        }
    }

    public ChatOutput ToOutput(string reason, JsonElement? citations) => new()
    {
        Text = _text.ToString(),
        FinishReason = reason,
        ToolCalls = _calls,
        Reasoning = _reasoning?.ToString(),
        Refusal = _refusal?.ToString(),
        Citations = citations,
    };
}
