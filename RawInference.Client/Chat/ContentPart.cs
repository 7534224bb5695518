using RawInference.Media;

namespace RawInference.Chat;

/// <summary>A piece of a message: either text or a medium.</summary>
public sealed record ContentPart
{
    private ContentPart()
    {
    }

    public string? Text { get; private init; }

    public MediaContent? Media { get; private init; }

    /// <summary>Keep the prompt up to here in the provider's cache.</summary>
    public CacheHint? CacheControl { get; init; }

    public static ContentPart Of(string text) => new() { Text = text };

    public static ContentPart Of(MediaContent media) => new() { Media = media };

    public override string ToString() => Media?.ToString() ?? "text";
}
