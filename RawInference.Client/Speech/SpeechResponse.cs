namespace RawInference.Speech;

/// <summary>A text, spoken.</summary>
public sealed record SpeechResponse : InferenceResponse
{
    public required ReadOnlyMemory<byte> Audio { get; init; }

    /// <summary><c>audio/mpeg</c>; raw samples say their rate: <c>audio/pcm;rate=24000</c>.</summary>
    public required string MediaType { get; init; }
}
