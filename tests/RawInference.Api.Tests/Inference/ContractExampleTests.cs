using System.Text.Json;

namespace RawInference.Api.Tests.Inference;

/// <summary>The examples of the published contract, over real connectors and real HTTP.</summary>
public sealed class ContractExampleTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Chat_AnswersWithThePublishedShape()
    {
        var answer = await api.InferAsync(
            """{"provider":"openai","model":"gpt-4o-mini","inputs":{"prompts":["What is AI?"]},"parameters":{"temperature":0.7,"max_tokens":500}}""");

        var output = answer.GetProperty("data").GetProperty("outputs")[0];
        Assert.NotEmpty(output.GetProperty("text").GetString()!);
        Assert.Equal("stop", output.GetProperty("finish_reason").GetString());
        Assert.Equal("openai", answer.GetProperty("provider").GetString());
        Assert.StartsWith("gpt-4o-mini", answer.GetProperty("model").GetString(), StringComparison.Ordinal);
        Assert.True(answer.GetProperty("latency_ms").GetDouble() > 0);
        AssertUsage(answer);
        Assert.Equal("reported", answer.GetProperty("usage_source").GetString());
        Assert.True(answer.GetProperty("cost_usd").GetDecimal() > 0);
        Assert.False(answer.GetProperty("cached").GetBoolean());
        Assert.StartsWith("inf_", answer.GetProperty("id").GetString(), StringComparison.Ordinal);
        Assert.Equal(200, answer.GetProperty("attempts")[0].GetProperty("status").GetInt32());
        Assert.Equal(["emulated_provider"], answer.GetProperty("warnings").EnumerateArray().Select(warning => warning.GetProperty("code").GetString()!));
    }

    [Fact]
    public async Task Embedding_OfOneText_IsOneVector()
    {
        var answer = await api.InferAsync(
            """{"provider":"openai","model":"text-embedding-3-large","inputs":{"text":"machine learning"},"parameters":{}}""");

        var data = answer.GetProperty("data");
        Assert.Equal(3072, data.GetProperty("embedding").GetArrayLength());
        Assert.Equal(3072, data.GetProperty("dimensions").GetInt32());
        Assert.Equal(1, Math.Sqrt(data.GetProperty("embedding").EnumerateArray().Sum(number => Math.Pow(number.GetDouble(), 2))), 3);
    }

    [Fact]
    public async Task Transcription_OfAUrl_IsItsText()
    {
        var answer = await api.InferAsync(api.WithMedia(
            """{"provider":"openai","model":"whisper-1","inputs":{"audio_url":"{media}/tone.wav"},"parameters":{}}"""));

        Assert.NotEmpty(answer.GetProperty("data").GetProperty("text").GetString()!);
        Assert.True(answer.GetProperty("data").GetProperty("duration_s").GetDouble() > 0);
        Assert.True(answer.GetProperty("cost_usd").GetDecimal() > 0);
    }

    [Fact]
    public async Task Vision_SeesTheImageOfAUrl()
    {
        var answer = await api.InferAsync(api.WithMedia(
            """{"provider":"openai","model":"gpt-4o","inputs":{"prompts":["Describe this image"],"image_url":"{media}/lighthouse.png"},"parameters":{"temperature":0.5}}"""));

        Assert.Contains("PNG", answer.GetProperty("data").GetProperty("outputs")[0].GetProperty("text").GetString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Alias_AnswersFromItsTarget()
    {
        var answer = await api.InferAsync("""{"inference_name":"my_text_embedder_1_0_0","inputs":{"text":"hello world"}}""");

        Assert.Equal(1536, answer.GetProperty("data").GetProperty("dimensions").GetInt32());
        Assert.StartsWith("text-embedding-3-small", answer.GetProperty("model").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FeatureUri_IsItsAlias()
    {
        var answer = await api.InferAsync("""{"feature_uri":"mixpeek://my_text_embedder@1.0.0/embedding","inputs":{"text":"hello world"}}""");

        Assert.Equal(1536, answer.GetProperty("data").GetProperty("dimensions").GetInt32());
    }

    [Fact]
    public async Task Prompts_EachHaveTheirOutput_InOrder()
    {
        var prompts = Enumerable.Range(0, 20).Select(index => $"Say number-{index}").ToArray();

        var answer = await api.InferAsync(JsonSerializer.Serialize(new { provider = "openai", model = "gpt-4o-mini", inputs = new { prompts } }));

        var outputs = answer.GetProperty("data").GetProperty("outputs").EnumerateArray().Select(output => output.GetProperty("text").GetString()!).ToArray();
        Assert.Equal(20, outputs.Length);
        Assert.All(outputs.Index(), output => Assert.Contains($"number-{output.Index}", output.Item, StringComparison.Ordinal));
        Assert.Equal(Enumerable.Range(0, 20), answer.GetProperty("attempts").EnumerateArray().Select(attempt => attempt.GetProperty("part").GetInt32()).Order());
        AssertUsage(answer);
    }

    [Fact]
    public async Task FiveThousandTexts_ComeBackWholeAndInOrder()
    {
        var texts = Enumerable.Range(0, 5_000).Select(index => $"text {index % 7} about {index}").ToArray();

        var answer = await api.InferAsync(JsonSerializer.Serialize(new { provider = "openai", model = "text-embedding-3-small", inputs = new { texts }, parameters = new { dimensions = 16 } }));

        var vectors = answer.GetProperty("data").GetProperty("embeddings").EnumerateArray().Select(vector => vector.ToString()).ToArray();
        Assert.Equal(5_000, vectors.Length);
        Assert.Equal(3, answer.GetProperty("attempts").GetArrayLength());
        foreach (var index in new[] { 0, 2_047, 2_048, 4_095, 4_096, 4_999 })
        {
            var alone = await api.InferAsync(JsonSerializer.Serialize(new { provider = "openai", model = "text-embedding-3-small", inputs = new { text = texts[index] }, parameters = new { dimensions = 16 } }));
            Assert.Equal(alone.GetProperty("data").GetProperty("embedding").ToString(), vectors[index]);
        }
    }

    private static void AssertUsage(JsonElement answer)
    {
        var usage = answer.GetProperty("tokens_used");
        Assert.True(usage.GetProperty("prompt").GetInt64() > 0);
        Assert.Equal(usage.GetProperty("prompt").GetInt64() + usage.GetProperty("completion").GetInt64(), usage.GetProperty("total").GetInt64());
    }
}
