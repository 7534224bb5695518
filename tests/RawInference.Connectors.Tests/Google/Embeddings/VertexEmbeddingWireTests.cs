using Microsoft.Extensions.AI;
using RawInference.Connectors.Tests.Google.Vertex;
using RawInference.Core.Embeddings;
using RawInference.Usage;

namespace RawInference.Connectors.Tests.Google.Embeddings;

public class VertexEmbeddingWireTests
{
    private readonly List<InferenceWarning> _warnings = [];

    private static (IEmbeddingGenerator<string, Embedding<float>> OfText, IEmbeddingGenerator<AIContent, Embedding<float>> OfMedia) Generators(
        CannedHandler handler, string model)
    {
        var connector = VertexTarget.Connector(handler);
        var target = VertexTarget.Model(VertexTarget.Account(connector, apiKey: "ya29.x"), model);
        return (connector.CreateEmbeddingGenerator(target), connector.CreateMediaEmbeddingGenerator(target));
    }

    private EmbeddingGenerationOptions Options(string options, int? dimensions) =>
        new EmbeddingCall(JsonText.Element(options), false, _warnings.Add).ToOptions(dimensions);

    [Fact]
    public async Task Texts_ArePredictedAsInstances()
    {
        var handler = new CannedHandler("""
            {"predictions":[
              {"embeddings":{"values":[1,2],"statistics":{"truncated":false,"token_count":6}}},
              {"embeddings":{"values":[3,4],"statistics":{"truncated":true,"token_count":2048.0}}}],
             "metadata":{"billableCharacterCount":9}}
            """);
        var (generator, _) = Generators(handler, "text-embedding-005");
        var embeddings = await generator.GenerateAsync(["a", "b"], Options("""{"taskType":"RETRIEVAL_QUERY","autoTruncate":true}""", 2));

        Assert.EndsWith("/publishers/google/models/text-embedding-005:predict", handler.Uri!.AbsoluteUri, StringComparison.Ordinal);
        JsonText.AssertSame(
            """
            {"instances":[{"content":"a","task_type":"RETRIEVAL_QUERY"},{"content":"b","task_type":"RETRIEVAL_QUERY"}],
             "parameters":{"outputDimensionality":2,"autoTruncate":true}}
            """,
            handler.Body);
        Assert.Equal([3f, 4f], embeddings[1].Vector.ToArray());
        Assert.Equal(new TokenUsage { Prompt = 2054, Completion = 0 }, EmbeddingResult.Of(embeddings)!.Usage);
        Assert.Contains("Input 1", Assert.Single(_warnings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ContentModel_EmbedsOneContent()
    {
        var handler = new CannedHandler("""{"embedding":{"values":[1,2]},"usageMetadata":{"promptTokenCount":3,"totalTokenCount":3},"truncated":true}""");
        var (generator, _) = Generators(handler, "gemini-embedding-2");
        var embeddings = await generator.GenerateAsync(["a"], Options("""{"documentOcr":true}""", 2));

        Assert.EndsWith("/models/gemini-embedding-2:embedContent", handler.Uri!.AbsoluteUri, StringComparison.Ordinal);
        JsonText.AssertSame(
            """{"content":{"parts":[{"text":"a"}]},"embedContentConfig":{"outputDimensionality":2,"documentOcr":true}}""", handler.Body);
        Assert.Equal(new TokenUsage { Prompt = 3, Completion = 0 }, EmbeddingResult.Of(embeddings)!.Usage);
        Assert.Equal(WarningCodes.ProviderNotice, Assert.Single(_warnings).Code);
    }

    [Fact]
    public async Task ContentModel_RefusesTwoAtOnce()
    {
        var (generator, _) = Generators(new CannedHandler("{}"), "gemini-embedding-2");
        await Assert.ThrowsAsync<InferenceException>(() => generator.GenerateAsync(["a", "b"]));
    }

    [Theory]
    [InlineData("image/png", """{"image":{"bytesBase64Encoded":"Ynl0ZXM="}}""", """{"imageEmbedding":[1,2]}""")]
    [InlineData("video/mp4", """{"video":{"bytesBase64Encoded":"Ynl0ZXM=","videoSegmentConfig":{"intervalSec":120}}}""",
        """{"videoEmbeddings":[{"startOffsetSec":0,"endOffsetSec":12,"embedding":[1,2]}]}""")]
    public async Task Multimodal_EmbedsAMedium(string type, string instance, string prediction)
    {
        var handler = new CannedHandler($$"""{"predictions":[{{prediction}}],"deployedModelId":"1"}""");
        var (_, generator) = Generators(handler, "multimodalembedding");
        var embeddings = await generator.GenerateAsync([new DataContent("bytes"u8.ToArray(), type)], Options("{}", null));

        Assert.EndsWith("/models/multimodalembedding@001:predict", handler.Uri!.AbsoluteUri, StringComparison.Ordinal);
        JsonText.AssertSame($$"""{"instances":[{{instance}}]}""", handler.Body);
        Assert.Equal([1f, 2f], embeddings[0].Vector.ToArray());
        Assert.Null(EmbeddingResult.Of(embeddings)!.Usage);
        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task Multimodal_EmbedsText_InTheLengthAskedFor()
    {
        var vector = string.Join(',', Enumerable.Repeat("0.5", 128));
        var handler = new CannedHandler($$"""{"predictions":[{"textEmbedding":[{{vector}}]}]}""");
        var (generator, _) = Generators(handler, "multimodalembedding@001");
        var embeddings = await generator.GenerateAsync(["a"], Options("{}", 128));
        JsonText.AssertSame("""{"instances":[{"text":"a"}],"parameters":{"dimension":128}}""", handler.Body);
        Assert.Equal(128, embeddings[0].Vector.Length);
    }

    [Fact]
    public async Task SegmentWithoutAVideo_IsRefused()
    {
        var (generator, _) = Generators(new CannedHandler("{}"), "multimodalembedding");
        var error = await Assert.ThrowsAsync<InferenceException>(
            () => generator.GenerateAsync(["a"], Options("""{"videoSegmentConfig":{"intervalSec":16}}""", null)));
        Assert.Equal("parameters.provider_options.videoSegmentConfig", Assert.Single(error.Problems).Path);
    }

    [Fact]
    public async Task LongVideo_IsToldOf()
    {
        var handler = new CannedHandler("""{"predictions":[{"videoEmbeddings":[{"startOffsetSec":0,"endOffsetSec":120,"embedding":[1]}]}]}""");
        var (_, generator) = Generators(handler, "multimodalembedding");
        await generator.GenerateAsync([new DataContent("bytes"u8.ToArray(), "video/mp4")], Options("{}", null));
        Assert.Contains("120 s", Assert.Single(_warnings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SeveralSegments_AreNoVector_AndTheFaultOfWhomeverAskedForThem()
    {
        var handler = new CannedHandler("""{"predictions":[{"videoEmbeddings":[{"embedding":[1]},{"embedding":[2]}]}]}""");
        var (_, generator) = Generators(handler, "multimodalembedding");
        DataContent[] video = [new("bytes"u8.ToArray(), "video/mp4")];

        var unasked = await Assert.ThrowsAsync<InferenceException>(() => generator.GenerateAsync(video, Options("{}", null)));
        var asked = await Assert.ThrowsAsync<InferenceException>(
            () => generator.GenerateAsync(video, Options("""{"videoSegmentConfig":{"intervalSec":16}}""", null)));

        Assert.Equal(InferenceErrorCode.ProviderInvalidAnswer, unasked.Code);
        Assert.Equal("parameters.provider_options.videoSegmentConfig", Assert.Single(asked.Problems).Path);
        Assert.Contains("\"videoSegmentConfig\":{\"intervalSec\":16}", handler.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("image/png", 300)]
    [InlineData("video/mp4", 512)]
    public async Task LengthThatTheModelLacks_IsRefused(string type, int dimensions)
    {
        var (_, generator) = Generators(new CannedHandler("{}"), "multimodalembedding");
        var error = await Assert.ThrowsAsync<InferenceException>(
            () => generator.GenerateAsync([new DataContent("bytes"u8.ToArray(), type)], Options("{}", dimensions)));
        Assert.Equal("parameters.dimensions", Assert.Single(error.Problems).Path);
    }

    [Fact]
    public async Task MediumThatTheModelLacks_IsRefused()
    {
        var (_, generator) = Generators(new CannedHandler("{}"), "multimodalembedding");
        await Assert.ThrowsAsync<InferenceException>(() => generator.GenerateAsync([new DataContent("bytes"u8.ToArray(), "audio/wav")], Options("{}", null)));
    }
}
