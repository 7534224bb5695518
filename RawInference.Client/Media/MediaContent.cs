namespace RawInference.Media;

/// <summary>An image, a recording, a video or a document: its bytes, or the URL that names it.</summary>
public sealed record MediaContent
{
    public required MediaKind Kind { get; init; }

    /// <summary>Where the caller wrote it, as the REST contract names it: <c>inputs.image_url</c>.</summary>
    public string Path { get; init; } = "inputs";

    /// <summary>As the caller wrote it; set until the bytes are resolved, and kept where the provider takes URLs.</summary>
    public string? Url { get; init; }

    /// <summary>Base64 as the caller wrote it, decoded once the call is admitted.</summary>
    public string? Base64 { get; init; }

    /// <summary>The content itself, once resolved.</summary>
    public ReadOnlyMemory<byte>? Bytes { get; init; }

    /// <summary>As sniffed, or as declared where it cannot be sniffed: <c>image/png</c>.</summary>
    public string? MediaType { get; init; }

    public string? FileName { get; init; }

    /// <summary>How closely the model should look at an image: <c>low</c>, <c>high</c>, <c>auto</c>.</summary>
    public string? Detail { get; init; }

    /// <summary>Its kind and place only: a URL may be presigned.</summary>
    public override string ToString() => $"{Kind} at {Path}";
}
