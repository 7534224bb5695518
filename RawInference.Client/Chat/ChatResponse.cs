namespace RawInference.Chat;

/// <summary>All completions: grouped by prompt, in the order of the request.</summary>
public sealed record ChatResponse : InferenceResponse
{
    public required IReadOnlyList<ChatOutput> Outputs { get; init; }

    /// <summary>The first output's text.</summary>
    public string Text => Outputs[0].Text;
}
