using System.Text.Json;
using RawInference.Usage;

namespace RawInference.Chat;

/// <summary>The next piece of one completion.</summary>
public sealed record ChatDelta : InferenceDelta
{
    /// <summary>Which of the response's outputs.</summary>
    public int Index { get; init; }

    public string? Text { get; init; }

    public string? Reasoning { get; init; }

    public string? Refusal { get; init; }

    public ToolCallDelta? ToolCall { get; init; }

    /// <summary>As the provider writes them, for the tokens of this delta.</summary>
    public JsonElement? LogProbabilities { get; init; }

    /// <summary>Set on the last delta of an output.</summary>
    public string? FinishReason { get; init; }

    /// <inheritdoc/>
    public override long EstimateTokens() =>
        TokenEstimate.OfPiece(Text)
        + TokenEstimate.OfPiece(Reasoning)
        + TokenEstimate.OfPiece(Refusal)
        + TokenEstimate.OfPiece(ToolCall?.Name)
        + TokenEstimate.OfPiece(ToolCall?.Arguments);
}
