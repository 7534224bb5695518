namespace RawInference.Images;

/// <summary>One image: its bytes, or the URL under which the provider keeps it for a while.</summary>
public sealed record GeneratedImage
{
    public ReadOnlyMemory<byte>? Bytes { get; init; }

    public string? Url { get; init; }

    /// <summary><c>image/png</c>; null where the provider does not say and the bytes do not tell.</summary>
    public string? MediaType { get; init; }

    /// <summary>What the provider made of the prompt.</summary>
    public string? RevisedPrompt { get; init; }

    /// <summary>Which of the request's prompts it belongs to; several of one prompt have the same.</summary>
    public int Index { get; init; }

    /// <summary>Its type only: a URL may be presigned.</summary>
    public override string ToString() => MediaType ?? "image";
}
