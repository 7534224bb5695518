using System.Runtime.InteropServices;
using Microsoft.Extensions.AI;
using RawInference.Core.Embeddings;
using RawInference.Usage;

namespace RawInference.Connectors.Tests.OpenAI;

public class EmbeddingWireTests
{
    private static string Base64(params float[] vector) => Convert.ToBase64String(MemoryMarshal.AsBytes(vector.AsSpan()));

    private static IEmbeddingGenerator<string, Embedding<float>> Generator(CannedHandler handler, params (string Name, string Value)[] quirks)
    {
        var connector = OpenAITarget.Connector(handler);
        return connector.CreateEmbeddingGenerator(OpenAITarget.Of(connector, "text-embedding-3-small", quirks: quirks));
    }

    [Fact]
    public async Task Base64_IsAskedForAndOrderRestored()
    {
        var handler = new CannedHandler($$"""
            {"object":"list","model":"text-embedding-3-small-x","data":[
              {"object":"embedding","index":1,"embedding":"{{Base64(3, 4)}}"},
              {"object":"embedding","index":0,"embedding":"{{Base64(1, 2).Replace("/", "\\/", StringComparison.Ordinal)}}"}],
             "usage":{"prompt_tokens":5,"total_tokens":5} }
            """);
        var options = new EmbeddingCall(JsonText.Element("""{"user":"u"}"""), true, null).ToOptions(dimensions: 2);
        var embeddings = await Generator(handler).GenerateAsync(["a", "b"], options);

        JsonText.AssertSame(
            """{"model":"text-embedding-3-small","input":["a","b"],"dimensions":2,"encoding_format":"base64","user":"u"}""", handler.Body);
        Assert.Equal("https://api.acme.test/v1/embeddings", handler.Uri!.AbsoluteUri);
        Assert.Equal([[1f, 2f], [3f, 4f]], embeddings.Select(embedding => embedding.Vector.ToArray()));
        var result = EmbeddingResult.Of(embeddings)!;
        Assert.Equal(("text-embedding-3-small-x", new TokenUsage { Prompt = 5, Completion = 0 }), (result.Model, result.Usage));
        Assert.Equal("list", result.Raw!.Value.GetProperty("object").GetString());
        Assert.Equal(5, embeddings.Usage!.InputTokenCount);
    }

    [Theory]
    [InlineData("float", ""","encoding_format":"float" """)]
    [InlineData("none", "")]
    public async Task Numbers_AreReadToo(string encoding, string field)
    {
        var handler = new CannedHandler("""{"data":[{"embedding":[0.5,-1e-3,2]}]}""");
        var embeddings = await Generator(handler, ("embedding_encoding", encoding)).GenerateAsync(["a"]);

        JsonText.AssertSame($$"""{"model":"text-embedding-3-small","input":["a"]{{field}}}""", handler.Body);
        Assert.Equal([0.5f, -0.001f, 2f], embeddings[0].Vector.ToArray());
        Assert.Null(EmbeddingResult.Of(embeddings)!.Usage);
    }

    [Theory]
    [InlineData("""{"data":[{"index":0,"embedding":[1]}]}""")]
    [InlineData("""{"model":"\ud800","data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[1]}]}""")]
    [InlineData("""{"\ud800":1,"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[1]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":0,"embedding":[1]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":2,"embedding":[1]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[1,2]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":["1"]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":"AAAA"},{"index":1,"embedding":"AAAA"}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":"AADAfw=="},{"index":1,"embedding":"AADAfw=="}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":"AACAPw=="},{"index":1,"embedding":"AAC*Pw=="}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":"AACAPw=="},{"index":1,"embedding":"AACAPw="}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":"AACAPw=="},{"index":1,"embedding":"AACAPw==AACA"}]}""")]
    [InlineData("""{"data":[{"index":0},{"index":1}]}""")]
    [InlineData("""{"model":"m"}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]}""")]
    [InlineData("no json")]
    public async Task AnswerThatDoesNotFit_IsInvalid(string answer)
    {
        var error = await Assert.ThrowsAsync<InferenceException>(() => Generator(new CannedHandler(answer)).GenerateAsync(["a", "b"]));
        Assert.Equal(InferenceErrorCode.ProviderInvalidAnswer, error.Code);
    }

    [Fact]
    public async Task DimensionsThatTheServerIgnores_AreNoticed()
    {
        var generator = Generator(new CannedHandler("""{"data":[{"index":0,"embedding":[1,2,3]}]}"""));
        var error = await Assert.ThrowsAsync<InferenceException>(() => generator.GenerateAsync(["a"], new EmbeddingGenerationOptions { Dimensions = 2 }));
        Assert.Equal(InferenceErrorCode.ProviderInvalidAnswer, error.Code);
    }

    [Fact]
    public async Task ErrorInASuccess_IsAnError()
    {
        var generator = Generator(new CannedHandler("""{"error":{"message":"no","code":"insufficient_quota"}}"""));
        var error = await Assert.ThrowsAsync<InferenceException>(() => generator.GenerateAsync(["a"]));
        Assert.Equal(InferenceErrorCode.ProviderAccount, error.Code);
    }

    [Fact]
    public async Task UnknownAdditionalProperty_IsRefused()
    {
        var options = new EmbeddingGenerationOptions { AdditionalProperties = new AdditionalPropertiesDictionary { ["truncate"] = true } };
        await Assert.ThrowsAsync<NotSupportedException>(() => Generator(new CannedHandler("{}")).GenerateAsync(["a"], options));
    }
}
