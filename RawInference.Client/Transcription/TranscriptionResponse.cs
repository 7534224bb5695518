namespace RawInference.Transcription;

/// <summary>The words of a recording.</summary>
public sealed record TranscriptionResponse : InferenceResponse
{
    public required string Text { get; init; }

    /// <summary>As the provider names it; null where it does not.</summary>
    public string? Language { get; init; }

    /// <summary>Seconds; null where the provider does not say.</summary>
    public double? DurationSeconds { get; init; }

    /// <summary>Empty where the provider gives none.</summary>
    public IReadOnlyList<TranscriptionSegment> Segments { get; init; } = [];

    /// <summary>Empty where the provider gives none.</summary>
    public IReadOnlyList<TranscriptionSegment> Words { get; init; } = [];
}
