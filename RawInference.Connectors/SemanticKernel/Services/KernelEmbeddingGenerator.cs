using System.Globalization;
using Microsoft.Extensions.AI;
using RawInference.Connectors.Wire;
using RawInference.Core.Embeddings;

namespace RawInference.Connectors.SemanticKernel.Services;

/// <summary>Someone else's embedding generator as one of ours.</summary>
internal sealed class KernelEmbeddingGenerator(
    IEmbeddingGenerator<string, Embedding<float>> generator,
    string model,
    KernelProviderOptions options,
    KernelCalls calls) : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly EmbeddingGeneratorMetadata _metadata = new(defaultModelId: model);

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values,
        EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        var said = EmbeddingCall.Of(options);
        var call = new CallSettings(said?.ProviderOptions, said?.IncludeRaw == true, said?.OnWarning);
        var asked = OptionsOf(call, options?.Dimensions);
        string[] texts = [.. values];
        var answer = await calls.AskAsync(token => generator.GenerateAsync(texts, asked, token), cancellationToken);
        if (answer.Count != texts.Length)
        {
            throw calls.Invalid(string.Create(CultureInfo.InvariantCulture, $"has {answer.Count} vectors for {texts.Length} texts"));
        }

        if (options?.Dimensions is { } dimensions && answer.FirstOrDefault(vector => vector.Vector.Length != dimensions) is { } other)
        {
            throw calls.Invalid(string.Create(
                CultureInfo.InvariantCulture, $"has vectors of {other.Vector.Length} numbers where {dimensions} were asked for: its service does not shorten them"));
        }

        call.WarnOfRaw(has: false);
        var vectors = new GeneratedEmbeddings<Embedding<float>>(answer) { Usage = answer.Usage };
        new EmbeddingResult(
            answer.Count > 0 ? answer[0].ModelId : null,
            ServiceUsage.Of(answer.Usage, isEmbedding: true, call.OnWarning),
            Raw: null).AttachTo(vectors);
        return vectors;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(EmbeddingGeneratorMetadata) ? _metadata
        : serviceType.IsInstanceOfType(this) ? this : null;

    /// <summary>The generator beneath lives as long as the process, for whoever asks next.</summary>
    public void Dispose()
    {
    }

    private EmbeddingGenerationOptions OptionsOf(CallSettings call, int? dimensions)
    {
        var fields = ServiceSettings.ProviderFields(call, options).ToArray();
        return new EmbeddingGenerationOptions
        {
            ModelId = model,
            Dimensions = dimensions,
            AdditionalProperties = fields.Length == 0 ? null : new AdditionalPropertiesDictionary(fields),
        };
    }
}
