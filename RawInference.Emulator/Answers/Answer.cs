namespace RawInference.Emulator.Answers;

/// <summary>What a model says: text, calls or a refusal.</summary>
internal sealed record Answer
{
    public string? Text { get; init; }

    public string? Refusal { get; init; }

    public IReadOnlyList<ToolCall> Calls { get; init; } = [];

    public required AnswerEnd End { get; init; }

    /// <summary>The stop sequence that ended the text.</summary>
    public string? StopSequence { get; init; }

    public int ReasoningTokens { get; init; }

    /// <summary>Tokens of the visible answer and of the reasoning together.</summary>
    public int CompletionTokens => ReasoningTokens + TokenCount.Of(Text) + TokenCount.Of(Refusal)
        + Calls.Sum(call => TokenCount.Of(call.Name) + TokenCount.Of(call.Arguments));
}
