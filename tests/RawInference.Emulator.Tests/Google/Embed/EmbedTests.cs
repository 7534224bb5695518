using System.Text.Json;
using System.Text.Json.Nodes;
using RawInference.Emulator.Media;

namespace RawInference.Emulator.Tests.Google.Embed;

public sealed class EmbedTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    [Theory]
    [InlineData("gemini-embedding-001", null, 3072)]
    [InlineData("gemini-embedding-001", 768, 768)]
    [InlineData("gemini-embedding-2", 1, 1)]
    public async Task Vector_IsNormalisedAndOfItsLength(string model, int? dimensions, int expected)
    {
        var (_, answer) = await emulator.GeminiAsync($"{model}:embedContent", Request(Text("light"), dimensions));

        var vector = Values(answer.GetProperty("embedding"));
        Assert.Equal(expected, vector.Length);
        Assert.Equal(1, vector.Sum(value => (double)value * value), 5);
        Assert.Equal(model == "gemini-embedding-2", answer.TryGetProperty("usageMetadata", out _));
    }

    [Fact]
    public async Task Batch_KeepsItsOrder()
    {
        JsonObject[] requests = [.. new[] { "eins", "zwei", "eins" }.Select(text => Request(Text(text), 64))];
        foreach (var request in requests)
        {
            request["model"] = "models/gemini-embedding-001";
            request["taskType"] = "RETRIEVAL_QUERY";
        }

        var (_, answer) = await emulator.GeminiAsync("gemini-embedding-001:batchEmbedContents", new JsonObject { ["requests"] = new JsonArray(requests) });

        var vectors = answer.GetProperty("embeddings").EnumerateArray().Select(Values).ToArray();
        Assert.Equal(vectors[0], vectors[2]);
        Assert.NotEqual(vectors[0], vectors[1]);
    }

    [Fact]
    public async Task Media_AreEmbeddedByTheirBytes()
    {
        var picture = GoogleCalls.Inline("image/png", MediaLibrary.Files["lighthouse.png"].Bytes);
        var recording = GoogleCalls.Inline("audio/wav", MediaLibrary.Files["tone.wav"].Bytes);

        var (_, one) = await EmbedAsync(picture.DeepClone());
        var (_, same) = await EmbedAsync(picture.DeepClone());
        var (_, other) = await EmbedAsync(recording.DeepClone());
        var (_, mixed) = await EmbedAsync(picture.DeepClone(), Text("light"));

        Assert.Equal(Values(one.GetProperty("embedding")), Values(same.GetProperty("embedding")));
        Assert.NotEqual(Values(one.GetProperty("embedding")), Values(other.GetProperty("embedding")));
        Assert.NotEqual(Values(one.GetProperty("embedding")), Values(mixed.GetProperty("embedding")));
        Assert.Equal(
            """{"promptTokenCount":260,"promptTokenDetails":[{"modality":"TEXT","tokenCount":2},{"modality":"IMAGE","tokenCount":258}]}""",
            mixed.GetProperty("usageMetadata").GetRawText());
    }

    private Task<(System.Net.HttpStatusCode, JsonElement)> EmbedAsync(params JsonNode[] parts) =>
        emulator.GeminiAsync("gemini-embedding-2:embedContent", new JsonObject { ["content"] = new JsonObject { ["parts"] = new JsonArray(parts) } });

    private static JsonObject Request(JsonNode part, int? dimensions) => new()
    {
        ["content"] = new JsonObject { ["parts"] = new JsonArray(part) },
        ["outputDimensionality"] = dimensions,
    };

    private static JsonObject Text(string text) => new() { ["text"] = text };

    private static float[] Values(JsonElement embedding) =>
        [.. embedding.GetProperty("values").EnumerateArray().Select(value => value.GetSingle())];
}
