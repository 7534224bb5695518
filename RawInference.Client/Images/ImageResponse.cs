namespace RawInference.Images;

/// <summary>Images, in the order of their prompts.</summary>
public sealed record ImageResponse : InferenceResponse
{
    public required IReadOnlyList<GeneratedImage> Images { get; init; }

    /// <inheritdoc/>
    /// <remarks>A provider's URL of an image expires within the hour.</remarks>
    public override bool IsCacheable => Images.All(image => image.Bytes is not null);
}
