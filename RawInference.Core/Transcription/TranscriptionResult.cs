using System.Text.Json;
using RawInference.Transcription;
using RawInference.Usage;

namespace RawInference.Core.Transcription;

/// <summary>What a transcription service of ours hangs on <c>TextContent.InnerContent</c>: all that the provider said.</summary>
public sealed record TranscriptionResult
{
    public required string Text { get; init; }

    public string? Language { get; init; }

    public double? DurationSeconds { get; init; }

    public IReadOnlyList<TranscriptionSegment> Segments { get; init; } = [];

    public IReadOnlyList<TranscriptionSegment> Words { get; init; } = [];

    public TokenUsage? Usage { get; init; }

    public string? Model { get; init; }

    /// <summary>The provider's own JSON, where it was asked for.</summary>
    public JsonElement? Raw { get; init; }

    /// <summary>Nothing of what was said: printed, it could end up in a log.</summary>
    public override string ToString() => nameof(TranscriptionResult);
}
