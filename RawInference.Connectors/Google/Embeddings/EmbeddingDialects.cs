namespace RawInference.Connectors.Google.Embeddings;

/// <summary>Which way a model is asked for vectors: the server's, and on Vertex AI the card's.</summary>
internal static class EmbeddingDialects
{
    /// <summary>The word in the cards of models that only Vertex AI has, with an API of their own.</summary>
    public const string Multimodal = "multimodal";

    private const string Content = "embed_content";

    public static IEmbeddingDialect Of(GoogleServer server, bool ofMedia) => server switch
    {
        { Card.Dialect: Multimodal } => new MultimodalPredict(),
        { IsVertex: false } => new BatchEmbedContents(server.Model),
        { Card.Dialect: Content } => new EmbedContent(),
        // Of an unknown model its inputs tell: text models take no media.
        { Card: null } when ofMedia => new EmbedContent(),
        _ => new TextPredict(),
    };
}
