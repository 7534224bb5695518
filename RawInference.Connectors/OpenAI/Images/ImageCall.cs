using RawInference.Connectors.Wire;
using RawInference.Images;
using RawInference.Media;

namespace RawInference.Connectors.OpenAI.Images;

/// <summary>One call for images, drawn from words alone or from images that are given.</summary>
internal sealed record ImageCall(string Prompt, IReadOnlyList<MediaContent> Images, ImageParameters Parameters, CallSettings Options)
{
    /// <summary>Images asked for.</summary>
    public int Count => Parameters.Count ?? 1;

    public bool IsEdit => Images.Count > 0;

    /// <summary>Its name only: a prompt is private.</summary>
    public override string ToString() => IsEdit ? "edit" : "generation";
}
