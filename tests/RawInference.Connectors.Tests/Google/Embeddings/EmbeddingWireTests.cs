using System.Net;
using Microsoft.Extensions.AI;
using RawInference.Core.Embeddings;
using RawInference.Media;
using RawInference.Usage;

namespace RawInference.Connectors.Tests.Google.Embeddings;

public class EmbeddingWireTests
{
    private const string TwoVectors = """{"embeddings":[{"values":[0.5,-1]},{"values":[3e-2,4]}]}""";

    private static IEmbeddingGenerator<string, Embedding<float>> OfText(CannedHandler handler, string model = "gemini-embedding-001")
    {
        var connector = GoogleTarget.Connector(handler);
        return connector.CreateEmbeddingGenerator(GoogleTarget.Of(connector, model));
    }

    private static IEmbeddingGenerator<AIContent, Embedding<float>> OfMedia(CannedHandler handler)
    {
        var connector = GoogleTarget.Connector(handler);
        return connector.CreateMediaEmbeddingGenerator(GoogleTarget.Of(connector, "gemini-embedding-2"));
    }

    [Fact]
    public async Task Texts_AreOneBatch()
    {
        var handler = new CannedHandler(TwoVectors);
        var options = new EmbeddingCall(JsonText.Element("""{"taskType":"RETRIEVAL_DOCUMENT","title":"T"}"""), true, null).ToOptions(dimensions: 2);
        var embeddings = await OfText(handler).GenerateAsync(["a", "b"], options);

        Assert.Equal("https://api.acme.test/v1beta/models/gemini-embedding-001:batchEmbedContents", handler.Uri!.AbsoluteUri);
        Assert.Equal(GoogleTarget.Key, handler.Headers["x-goog-api-key"]);
        JsonText.AssertSame(
            """
            {"requests":[
              {"model":"models/gemini-embedding-001","content":{"parts":[{"text":"a"}]},"outputDimensionality":2,"taskType":"RETRIEVAL_DOCUMENT","title":"T"},
              {"model":"models/gemini-embedding-001","content":{"parts":[{"text":"b"}]},"outputDimensionality":2,"taskType":"RETRIEVAL_DOCUMENT","title":"T"}]}
            """,
            handler.Body);
        Assert.Equal([0.5f, -1f], embeddings[0].Vector.ToArray());
        Assert.Equal([0.03f, 4f], embeddings[1].Vector.ToArray());
        var result = EmbeddingResult.Of(embeddings)!;
        Assert.Equal(("gemini-embedding-001", null), (result.Model, result.Usage));
        JsonText.AssertSame(TwoVectors, result.Raw!.Value.GetRawText());
    }

    [Fact]
    public async Task Media_AreOnePartEach()
    {
        var handler = new CannedHandler("""
            {"embeddings":[{"values":[1]},{"values":[2]},{"values":[3]}],
             "usageMetadata":{"promptTokenCount":40,"promptTokenDetails":[{"modality":"TEXT","tokenCount":2},{"modality":"AUDIO","tokenCount":8},{"modality":"IMAGE","tokenCount":30}]}}
            """);
        var pdf = new MediaContent { Kind = MediaKind.File, Bytes = "%PDF"u8.ToArray(), MediaType = "application/pdf" };
        var embeddings = await OfMedia(handler).GenerateAsync(
        [
            new TextContent("a"),
            new DataContent("snd"u8.ToArray(), "audio/x-wav"),
            new DataContent("%PDF"u8.ToArray(), "application/pdf") { RawRepresentation = pdf },
        ]);

        JsonText.AssertSame(
            """
            {"requests":[
              {"model":"models/gemini-embedding-2","content":{"parts":[{"text":"a"}]}},
              {"model":"models/gemini-embedding-2","content":{"parts":[{"inlineData":{"mimeType":"audio/wav","data":"c25k"}}]}},
              {"model":"models/gemini-embedding-2","content":{"parts":[{"inlineData":{"mimeType":"application/pdf","data":"JVBERg=="}}]}}]}
            """,
            handler.Body);
        Assert.Equal(new TokenUsage { Prompt = 40, Completion = 0, AudioPrompt = 8, ImagePrompt = 30 }, EmbeddingResult.Of(embeddings)!.Usage);
        Assert.Equal(40, embeddings.Usage!.InputTokenCount);
    }

    [Fact]
    public async Task UsageOfMediaWithoutDetails_HasNotThePriceOfText()
    {
        var handler = new CannedHandler("""{"embeddings":[{"values":[1]}],"usageMetadata":{"promptTokenCount":258}}""");
        var embeddings = await OfMedia(handler).GenerateAsync([new DataContent("img"u8.ToArray(), "image/png")]);
        Assert.Equal(new TokenUsage { Prompt = 258, Completion = 0, ImagePrompt = 258 }, EmbeddingResult.Of(embeddings)!.Usage);
    }

    [Fact]
    public async Task UsageThatContradictsItself_IsLeftOutWithAWarning()
    {
        var warnings = new List<InferenceWarning>();
        var handler = new CannedHandler("""{"embeddings":[{"values":[1]}],"usageMetadata":{"promptTokenCount":-1}}""");
        var embeddings = await OfText(handler).GenerateAsync(["a"], new EmbeddingCall(null, false, warnings.Add).ToOptions(null));
        Assert.Null(EmbeddingResult.Of(embeddings)!.Usage);
        Assert.Equal(WarningCodes.UsageInvalid, Assert.Single(warnings).Code);
    }

    [Theory]
    [InlineData("""{"embeddings":[{"values":[1]}]}""")]
    [InlineData("""{"embeddings":[{"values":[1]},{"values":[1,2]}]}""")]
    [InlineData("""{"embeddings":[{"values":[1]},{"values":["1"]}]}""")]
    [InlineData("""{"embeddings":[{"values":[]},{"values":[]}]}""")]
    [InlineData("""{"embeddings":[{"values":[1]},{"values":[1e99]}]}""")]
    [InlineData("""{"embeddings":[{},{}]}""")]
    [InlineData("{}")]
    [InlineData("no json")]
    public async Task AnswerThatDoesNotFit_IsInvalid(string answer)
    {
        var error = await Assert.ThrowsAsync<InferenceException>(() => OfText(new CannedHandler(answer)).GenerateAsync(["a", "b"]));
        Assert.Equal(InferenceErrorCode.ProviderInvalidAnswer, error.Code);
    }

    [Fact]
    public async Task DimensionsThatTheServerIgnores_AreNoticed()
    {
        var error = await Assert.ThrowsAsync<InferenceException>(
            () => OfText(new CannedHandler(TwoVectors)).GenerateAsync(["a", "b"], new EmbeddingGenerationOptions { Dimensions = 3 }));
        Assert.Equal(InferenceErrorCode.ProviderInvalidAnswer, error.Code);
    }

    [Fact]
    public async Task Refusal_IsTyped()
    {
        var handler = new CannedHandler(
            """{"error":{"code":400,"message":"at most 100 requests can be in one batch","status":"INVALID_ARGUMENT"}}""", HttpStatusCode.BadRequest);
        var error = await Assert.ThrowsAsync<InferenceException>(() => OfText(handler).GenerateAsync(["a"]));
        Assert.Equal((InferenceErrorCode.ProviderRefused, "acme says: at most 100 requests can be in one batch"), (error.Code, error.Message));
    }

    [Theory]
    [InlineData("""{"generationConfig":{}}""", "generationConfig")]
    [InlineData("""{"autoTruncate":false}""", "autoTruncate")]
    [InlineData("""{"model":"other"}""", "model")]
    public async Task FieldThatTheApiLacks_IsRefused(string options, string field)
    {
        var call = new EmbeddingCall(JsonText.Element(options), false, null).ToOptions(null);
        var error = await Assert.ThrowsAsync<InferenceException>(() => OfText(new CannedHandler("{}")).GenerateAsync(["a"], call));
        Assert.Equal($"parameters.provider_options.{field}", Assert.Single(error.Problems).Path);
    }

    [Fact]
    public async Task UrlOfAMedium_IsRefused()
    {
        var error = await Assert.ThrowsAsync<InferenceException>(
            () => OfMedia(new CannedHandler("{}")).GenerateAsync([new UriContent("https://a.test/a.png", "image/png")]));
        Assert.Equal(InferenceErrorCode.InvalidRequest, error.Code);
    }

    [Fact]
    public async Task UnknownAdditionalProperty_IsRefused()
    {
        var options = new EmbeddingGenerationOptions { AdditionalProperties = new AdditionalPropertiesDictionary { ["truncate"] = true } };
        await Assert.ThrowsAsync<NotSupportedException>(() => OfText(new CannedHandler("{}")).GenerateAsync(["a"], options));
    }
}
