using System.Text.Json;
using RawInference.Images;
using RawInference.Usage;

namespace RawInference.Core.Images;

/// <summary>What an image service of ours hangs on <c>ImageContent.InnerContent</c>: all that the provider said.</summary>
public sealed record ImageResult
{
    public required GeneratedImage Image { get; init; }

    /// <summary>Of the whole call, the same on each of its images.</summary>
    public TokenUsage? Usage { get; init; }

    public string? ResponseId { get; init; }

    /// <summary>The model that answered, as the provider names it.</summary>
    public string? Model { get; init; }

    /// <summary>The provider's own JSON, of the whole call, where it was asked for.</summary>
    public JsonElement? Raw { get; init; }

    /// <summary>Nothing of what was said: printed, it could end up in a log.</summary>
    public override string ToString() => Image.ToString();
}
