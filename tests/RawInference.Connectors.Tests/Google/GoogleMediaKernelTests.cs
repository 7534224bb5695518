using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.AudioToText;
using Microsoft.SemanticKernel.TextToAudio;
using Microsoft.SemanticKernel.TextToImage;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.Tests.Google;

public sealed class GoogleMediaKernelTests : IDisposable
{
    private readonly CannedHandler _handler = new("""{"embeddings":[{"values":[1]}]}""");

    public void Dispose() => _handler.Dispose();

    private Kernel KernelOf(Action<IKernelBuilder> add)
    {
        var builder = Kernel.CreateBuilder();
        builder.Services.AddSingleton(new UpstreamClient(_handler, new UpstreamOptions(), TimeProvider.System));
        add(builder);
        return builder.Build();
    }

    [Fact]
    public void EachService_IsKeyedByItsId()
    {
        var kernel = KernelOf(builder => builder
            .AddRawInferenceGoogleAIEmbeddingGenerator("a", "key", serviceId: "vectors")
            .AddRawInferenceGoogleAIMediaEmbeddingGenerator("b", "key", serviceId: "media")
            .AddRawInferenceGoogleAIAudioToText("c", "key", serviceId: "words")
            .AddRawInferenceGoogleAITextToImage("d", "key", serviceId: "images")
            .AddRawInferenceGoogleAITextToAudio("e", "key", serviceId: "speech"));

        Assert.Equal("a", kernel.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>("vectors").GetService<EmbeddingGeneratorMetadata>()!.DefaultModelId);
        Assert.Equal("b", kernel.GetRequiredService<IEmbeddingGenerator<AIContent, Embedding<float>>>("media").GetService<EmbeddingGeneratorMetadata>()!.DefaultModelId);
        Assert.Equal("c", kernel.GetRequiredService<IAudioToTextService>("words").Attributes["ModelId"]);
        Assert.Equal("d", kernel.GetRequiredService<ITextToImageService>("images").Attributes["ModelId"]);
        Assert.Equal("e", kernel.GetRequiredService<ITextToAudioService>("speech").Attributes["ModelId"]);
    }

    [Fact]
    public async Task EmbeddingGenerator_AsksTheGeminiApi()
    {
        var generator = KernelOf(builder => builder.AddRawInferenceGoogleAIEmbeddingGenerator("gemini-embedding-001", "key"))
            .GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>();
        await generator.GenerateAsync(["a"]);
        Assert.Equal("https://generativelanguage.googleapis.com/v1beta/models/gemini-embedding-001:batchEmbedContents", _handler.Uri!.AbsoluteUri);
        Assert.Equal("key", _handler.Headers["x-goog-api-key"]);
    }
}
