using Microsoft.Extensions.AI;
using RawInference.Connectors.Wire;
using RawInference.Core.Embeddings;
using RawInference.Embeddings;
using RawInference.Media;

namespace RawInference.Connectors.Google.Embeddings;

/// <summary>Vectors of texts and media; one call is one upstream call.</summary>
internal sealed class GoogleEmbeddingGenerator(UpstreamClient upstream, GoogleServer server, IEmbeddingDialect dialect)
    : IEmbeddingGenerator<string, Embedding<float>>, IEmbeddingGenerator<AIContent, Embedding<float>>
{
    private readonly EmbeddingGeneratorMetadata _metadata = new(GoogleConnector.ConnectorName, null, server.Model, server.Card?.Dimensions);

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
        GenerateAsync([.. values.Select(EmbeddingInput.Of)], options, cancellationToken);

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<AIContent> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
        GenerateAsync([.. values.Select(InputOf)], options, cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(EmbeddingGeneratorMetadata) ? _metadata
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    public void Dispose()
    {
    }

    private async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        EmbeddingInput[] inputs, EmbeddingGenerationOptions? options, CancellationToken cancellationToken)
    {
        var call = EmbeddingSettings.Of(options);
        using var request = server.CreateRequest(
            dialect.Method, BodyWriter.Write(EstimateOf(inputs), writer => dialect.Write(writer, inputs, options?.Dimensions, call?.ProviderOptions)));
        using var answer = await upstream.SendAsync(request, server.Account, cancellationToken);
        using var body = await answer.ReadWholeAsync(upstream.Options.MaxEmbeddingBytes);
        using var json = answer.Parse(body.Memory);
        var read = answer.Read(json.RootElement, root => dialect.Read(root, inputs, call).Checked(inputs.Length, options?.Dimensions));

        var embeddings = new GeneratedEmbeddings<Embedding<float>>(read.Vectors.Select(vector => new Embedding<float>(vector) { ModelId = server.Model }));
        new EmbeddingResult(server.Model, read.Usage, call?.IncludeRaw == true ? json.RootElement.Clone() : null).AttachTo(embeddings);
        if (read.Usage is { } usage)
        {
            embeddings.Usage = new UsageDetails { InputTokenCount = usage.Prompt, TotalTokenCount = usage.Total };
        }

        return embeddings;
    }

    private static int EstimateOf(EmbeddingInput[] inputs) => (int)Math.Min(
        256 + inputs.Sum(input => 128 + BodyWriter.SizeOf(input.Text) + ((input.Media?.Bytes?.Length ?? 0) * 4L / 3)), int.MaxValue / 2);

    private static EmbeddingInput InputOf(AIContent content, int index) => content switch
    {
        { RawRepresentation: MediaContent media } => EmbeddingInput.Of(media),
        TextContent { Text: { } text } => EmbeddingInput.Of(text),
        DataContent data => EmbeddingInput.Of(new MediaContent
        {
            Kind = KindOf(data),
            Path = $"inputs[{index}]",
            Bytes = data.Data,
            MediaType = data.MediaType,
        }),
        _ => throw InferenceException.Invalid($"inputs[{index}]", "must be a text, or a medium as its bytes."),
    };

    private static MediaKind KindOf(DataContent data) =>
        data.HasTopLevelMediaType("image") ? MediaKind.Image
        : data.HasTopLevelMediaType("audio") ? MediaKind.Audio
        : data.HasTopLevelMediaType("video") ? MediaKind.Video
        : MediaKind.File;
}
