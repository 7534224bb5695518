using RawInference.Media;

namespace RawInference.Embeddings;

/// <summary>What one vector is made of: either text or a medium.</summary>
public sealed record EmbeddingInput
{
    private EmbeddingInput()
    {
    }

    public string? Text { get; private init; }

    public MediaContent? Media { get; private init; }

    public static EmbeddingInput Of(string text) => new() { Text = text };

    public static EmbeddingInput Of(MediaContent media) => new() { Media = media };

    public override string ToString() => Media?.ToString() ?? "text";
}
