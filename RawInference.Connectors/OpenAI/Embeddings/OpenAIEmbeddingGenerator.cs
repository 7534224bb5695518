using System.Text.Json;
using Microsoft.Extensions.AI;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.OpenAI.Embeddings;

/// <summary>Vectors of texts (<c>POST embeddings</c>); one call is one upstream call.</summary>
internal sealed class OpenAIEmbeddingGenerator(UpstreamClient upstream, OpenAIServer server, int? defaultDimensions = null)
    : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly EmbeddingGeneratorMetadata _metadata = new("openai", null, server.Model, server.Card?.Dimensions);

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values,
        EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        var texts = values as IReadOnlyList<string> ?? [.. values];
        var call = EmbeddingSettings.Of(options);
        var dimensions = options?.Dimensions ?? defaultDimensions;
        using var request = server.CreateRequest("embeddings", BodyWriter.Write(
            (int)Math.Min(256 + texts.Sum(text => 8 + BodyWriter.SizeOf(text)), int.MaxValue / 2), writer => Write(writer, texts, dimensions, call?.ProviderOptions)));
        using var answer = await upstream.SendAsync(request, server.Account, cancellationToken);
        using var body = await answer.ReadWholeAsync(upstream.Options.MaxEmbeddingBytes);

        var read = EmbeddingAnswer.Read(answer, body.Memory, texts.Count, dimensions, call);
        var embeddings = new GeneratedEmbeddings<Embedding<float>>(
            read.Vectors.Select(vector => new Embedding<float>(vector) { ModelId = read.Result.Model ?? server.Model }));
        read.Result.AttachTo(embeddings);
        if (read.Result.Usage is { } usage)
        {
            embeddings.Usage = new UsageDetails { InputTokenCount = usage.Prompt, TotalTokenCount = usage.Total };
        }

        return embeddings;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(EmbeddingGeneratorMetadata) ? _metadata
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    public void Dispose()
    {
    }

    private void Write(Utf8JsonWriter writer, IReadOnlyList<string> texts, int? dimensions, JsonElement? providerOptions)
    {
        writer.WriteString("model", server.WireModel);
        writer.WriteStartArray("input");
        foreach (var text in texts)
        {
            writer.WriteText(text);
        }

        writer.WriteEndArray();
        if (dimensions is { } length)
        {
            writer.WriteNumber("dimensions", length);
        }

        if (server.Quirks.EmbeddingEncoding != "none")
        {
            writer.WriteString("encoding_format", server.Quirks.EmbeddingEncoding);
        }

        writer.WriteProviderOptions(providerOptions, OpenAIConnector.Allows);
    }
}
