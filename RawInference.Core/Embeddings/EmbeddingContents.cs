using Microsoft.Extensions.AI;
using RawInference.Embeddings;

namespace RawInference.Core.Embeddings;

/// <summary>What is embedded, as the contents of Microsoft.Extensions.AI.</summary>
internal static class EmbeddingContents
{
    private const string AnyType = "application/octet-stream";

    public static AIContent Of(EmbeddingInput input) => input switch
    {
        { Text: { } text } => new TextContent(text),
        { Media: { Bytes: { } bytes } media } => new DataContent(bytes, media.MediaType ?? AnyType) { RawRepresentation = media },
        { Media: { Url: { } url } media } => new UriContent(url, media.MediaType ?? AnyType) { RawRepresentation = media },
        _ => throw InferenceException.Invalid(input.Media!.Path, "was not resolved to bytes or a URL."),
    };
}
