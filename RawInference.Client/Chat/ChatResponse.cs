namespace RawInference.Chat;

/// <summary>All completions: grouped by prompt, in the order of the request.</summary>
public sealed record ChatResponse : InferenceResponse
{
    public required IReadOnlyList<ChatOutput> Outputs { get; init; }

    /// <summary>The first output's text.</summary>
    public string Text => Outputs[0].Text;

    /// <inheritdoc/>
    /// <remarks>A refusal, a filter's cut and an end that only the provider has a word for are moods, not answers.</remarks>
    public override bool IsCacheable => Outputs.All(output =>
        output is { Refusal: null, FinishReason: FinishReason.Stop or FinishReason.Length or FinishReason.ToolCalls });

    /// <inheritdoc/>
    public override IReadOnlyList<InferenceUpdate> ToDeltas() => [.. Outputs.SelectMany((output, index) => output.ToDeltas(index))];
}
