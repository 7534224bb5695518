using System.Text.Json;
using System.Text.Json.Nodes;
using OpenAI.Embeddings;

namespace RawInference.Emulator.Tests.OpenAI.Embeddings;

public sealed class EmbeddingsTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    [Theory]
    [InlineData("text-embedding-3-small", null, 1536)]
    [InlineData("text-embedding-3-large", null, 3072)]
    [InlineData("text-embedding-3-large", 256, 256)]
    [InlineData("text-embedding-3-small", 1, 1)]
    [InlineData("text-embedding-ada-002", null, 1536)]
    public async Task Vector_IsNormalisedAndOfItsLength(string model, int? dimensions, int expected)
    {
        OpenAIEmbedding embedding = await emulator.OpenAI.GetEmbeddingClient(model)
            .GenerateEmbeddingAsync("The lighthouse keeps its light.", new EmbeddingGenerationOptions { Dimensions = dimensions });

        var vector = embedding.ToFloats().ToArray();
        Assert.Equal(expected, vector.Length);
        Assert.Equal(1, vector.Sum(value => (double)value * value), 5);
    }

    [Fact]
    public async Task Batch_KeepsItsOrderAndSumsItsUsage()
    {
        OpenAIEmbeddingCollection batch = await Client().GenerateEmbeddingsAsync(["eins", "zwei", "eins"]);

        Assert.Equal([0, 1, 2], batch.Select(each => each.Index));
        Assert.Equal(batch[0].ToFloats().ToArray(), batch[2].ToFloats().ToArray());
        Assert.NotEqual(batch[0].ToFloats().ToArray(), batch[1].ToFloats().ToArray());
        Assert.Equal(3, batch.Usage.InputTokenCount);
    }

    [Fact]
    public async Task SimilarTexts_AreNearerThanOthers()
    {
        OpenAIEmbeddingCollection batch = await Client().GenerateEmbeddingsAsync(
            ["A lighthouse on the coast", "The lighthouses of this coast", "Quarterly revenue fell sharply"]);

        Assert.True(Similarity(batch[0], batch[1]) > Similarity(batch[0], batch[2]) + 0.2);
    }

    [Fact]
    public async Task Floats_AreTheSameNumbersAsBase64()
    {
        OpenAIEmbedding base64 = await Client().GenerateEmbeddingAsync("light");

        var floats = await emulator.JsonAsync("/v1/embeddings", Request("light"));

        Assert.Equal(
            base64.ToFloats().ToArray(),
            floats.GetProperty("data")[0].GetProperty("embedding").EnumerateArray().Select(number => number.GetSingle()));
    }

    [Fact]
    public async Task TokenLists_AreInputs()
    {
        var one = await emulator.JsonAsync("/v1/embeddings", Request(new JsonArray(1, 2, 3)));
        var two = await emulator.JsonAsync("/v1/embeddings", Request(new JsonArray(new JsonArray(1, 2, 3), new JsonArray(4))));

        Assert.Equal(1, one.GetProperty("data").GetArrayLength());
        Assert.Equal(3, one.GetProperty("usage").GetProperty("prompt_tokens").GetInt32());
        Assert.Equal(2, two.GetProperty("data").GetArrayLength());
        Assert.Equal(4, two.GetProperty("usage").GetProperty("prompt_tokens").GetInt32());
        Assert.True(JsonElement.DeepEquals(one.GetProperty("data")[0].GetProperty("embedding"), two.GetProperty("data")[0].GetProperty("embedding")));
    }

    private static double Similarity(OpenAIEmbedding one, OpenAIEmbedding other) =>
        one.ToFloats().ToArray().Zip(other.ToFloats().ToArray(), (left, right) => (double)left * right).Sum();

    private static JsonObject Request(JsonNode input) => new() { ["model"] = "text-embedding-3-small", ["input"] = input };

    private EmbeddingClient Client() => emulator.OpenAI.GetEmbeddingClient("text-embedding-3-small");
}
