using System.Text;
using System.Text.Json;
using RawInference.Chat;

namespace RawInference.Core.Chat;

/// <summary>One completion, while its deltas arrive.</summary>
internal sealed class ChatOutputBuilder
{
    private readonly StringBuilder _text = new();
    private readonly SortedDictionary<int, ToolCallBuilder> _calls = [];
    private readonly List<JsonElement> _logProbabilities = [];
    private StringBuilder? _reasoning;
    private StringBuilder? _refusal;
    private JsonElement? _providerState;
    private JsonElement? _citations;
    private string? _finishReason;

    public bool IsFinished => _finishReason is not null;

    public void Add(ChatDelta delta)
    {
        _text.Append(delta.Text);
        _finishReason = delta.FinishReason ?? _finishReason;
        if (delta.Reasoning is { } reasoning)
        {
            (_reasoning ??= new()).Append(reasoning);
        }

        if (delta.Refusal is { } refusal)
        {
            (_refusal ??= new()).Append(refusal);
        }

        if (delta.LogProbabilities is { } logProbabilities)
        {
            _logProbabilities.Add(logProbabilities);
        }

        if (delta.ToolCall is { } call)
        {
            CallAt(call.Index).Add(call);
        }
    }

    public void Set(JsonElement? providerState, JsonElement? citations)
    {
        _providerState = providerState ?? _providerState;
        _citations = citations ?? _citations;
    }

    public ChatOutput ToOutput(int index) => new()
    {
        Text = _text.ToString(),
        FinishReason = _finishReason!,
        Index = index,
        ToolCalls = [.. _calls.Values.Select(call => call.ToCall())],
        Reasoning = _reasoning?.ToString(),
        Refusal = _refusal?.ToString(),
        Citations = _citations,
        LogProbabilities = LogProbabilities.Join(_logProbabilities),
        ProviderState = _providerState,
    };

    private ToolCallBuilder CallAt(int index)
    {
        if (!_calls.TryGetValue(index, out var call))
        {
            _calls[index] = call = new ToolCallBuilder();
        }

        return call;
    }
}
