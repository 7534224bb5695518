namespace RawInference.Images;

/// <summary>Images, in the order of their prompts.</summary>
public sealed record ImageResponse : InferenceResponse
{
    public required IReadOnlyList<GeneratedImage> Images { get; init; }
}
