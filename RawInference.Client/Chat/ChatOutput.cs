using System.Text.Json;

namespace RawInference.Chat;

/// <summary>One completion.</summary>
public sealed record ChatOutput
{
    public string Text { get; init; } = "";

    /// <summary>A word of <see cref="Chat.FinishReason"/>, or the provider's own where it has no counterpart.</summary>
    public required string FinishReason { get; init; }

    /// <summary>Which of the <c>n</c> completions of its prompt.</summary>
    public int Index { get; init; }

    /// <summary>The text, parsed, when a schema was asked for and the text is JSON.</summary>
    public JsonElement? Object { get; init; }

    public IReadOnlyList<ToolCall> ToolCalls { get; init; } = [];

    /// <summary>What the provider shows of the model's reasoning.</summary>
    public string? Reasoning { get; init; }

    /// <summary>The model's own words for why it will not answer.</summary>
    public string? Refusal { get; init; }

    /// <summary>Sources, as the provider writes them: a list.</summary>
    public JsonElement? Citations { get; init; }

    /// <summary>Log probabilities, as the provider writes them.</summary>
    public JsonElement? LogProbabilities { get; init; }

    /// <summary>To be sent back with this message in the next turn; opaque.</summary>
    public JsonElement? ProviderState { get; init; }

    /// <summary>The whole output as few deltas, its end last.</summary>
    internal IEnumerable<ChatDelta> ToDeltas(int index)
    {
        if (Reasoning is { Length: > 0 })
        {
            yield return new ChatDelta { Index = index, Reasoning = Reasoning };
        }

        if (Text.Length > 0)
        {
            yield return new ChatDelta { Index = index, Text = Text, LogProbabilities = LogProbabilities };
        }

        if (Refusal is { Length: > 0 })
        {
            yield return new ChatDelta { Index = index, Refusal = Refusal };
        }

        for (var call = 0; call < ToolCalls.Count; call++)
        {
            var (id, name, arguments) = ToolCalls[call];
            yield return new ChatDelta { Index = index, ToolCall = new ToolCallDelta(call, id, name, arguments) };
        }

        yield return new ChatDelta { Index = index, FinishReason = FinishReason };
    }

    public override string ToString() => $"output {Index}, {FinishReason}";
}
