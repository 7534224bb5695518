using System.Buffers.Binary;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RawInference.Emulator.Media;

namespace RawInference.Emulator.Tests.Google.Vertex;

public sealed class VertexTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    [Fact]
    public async Task Answer_HasTheTrafficTypeAndTime()
    {
        var (status, answer) = await emulator.VertexAsync("gemini-2.5-flash:generateContent", GoogleCalls.Said("Say light"));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("light", GoogleCalls.Text(answer));
        Assert.Equal("ON_DEMAND", answer.GetProperty("usageMetadata").GetProperty("trafficType").GetString());
        Assert.Equal(TimeSpan.Zero, answer.GetProperty("createTime").GetDateTimeOffset().Offset);
    }

    [Fact]
    public async Task Exhaustion_IsInVertexWords()
    {
        var (status, answer) = await emulator.VertexAsync("gemini-2.5-flash:generateContent", GoogleCalls.Said("Hello"), "status:429");

        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        Assert.StartsWith("Resource exhausted.", answer.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.False(answer.GetProperty("error").TryGetProperty("details", out _));
    }

    [Fact]
    public async Task CountTokens_CountsCharactersToo()
    {
        var (_, answer) = await emulator.VertexAsync("gemini-2.5-flash:countTokens", GoogleCalls.Said("a b c"));

        Assert.Equal(2, answer.GetProperty("totalTokens").GetInt32());
        Assert.Equal(3, answer.GetProperty("totalBillableCharacters").GetInt32());
    }

    [Fact]
    public async Task Texts_ArePredictedWithStatistics()
    {
        var body = JsonNode.Parse("""
            {"instances": [{"content": "light here", "task_type": "RETRIEVAL_QUERY", "title": "t"}, {"content": "dark"}], "parameters": {"outputDimensionality": 256}}
            """)!;

        var (_, answer) = await emulator.VertexAsync("text-embedding-005:predict", body);

        var predictions = answer.GetProperty("predictions").EnumerateArray().Select(each => each.GetProperty("embeddings")).ToArray();
        Assert.All(predictions, each => Assert.Equal(256, each.GetProperty("values").GetArrayLength()));
        Assert.Equal(3, predictions[0].GetProperty("statistics").GetProperty("token_count").GetInt32());
        Assert.False(predictions[0].GetProperty("statistics").GetProperty("truncated").GetBoolean());
        Assert.Equal(13, answer.GetProperty("metadata").GetProperty("billableCharacterCount").GetInt32());
    }

    [Fact]
    public async Task LongText_IsCut()
    {
        var (_, answer) = await emulator.VertexAsync(
            "gemini-embedding-001:predict", new JsonObject { ["instances"] = new JsonArray(new JsonObject { ["content"] = new string('x', 9000) }) });

        var statistics = answer.GetProperty("predictions")[0].GetProperty("embeddings").GetProperty("statistics");
        Assert.True(statistics.GetProperty("truncated").GetBoolean());
        Assert.Equal(2048, statistics.GetProperty("token_count").GetInt32());
    }

    [Fact]
    public async Task UsageFault_ReachesPredictions()
    {
        var body = new JsonObject { ["instances"] = new JsonArray(new JsonObject { ["content"] = "x" }) };

        var (_, answer) = await emulator.VertexAsync("text-embedding-005:predict", body, "no-usage");

        Assert.False(answer.TryGetProperty("metadata", out _));
        Assert.False(answer.GetProperty("predictions")[0].GetProperty("embeddings").TryGetProperty("statistics", out _));
    }

    [Fact]
    public async Task Content_IsEmbeddedWithItsSettings()
    {
        var body = JsonNode.Parse("""{"content": {"parts": [{"text": "light"}]}, "embedContentConfig": {"outputDimensionality": 64, "taskType": "CLUSTERING"}}""")!;

        var (_, answer) = await emulator.VertexAsync("gemini-embedding-2:embedContent", body);

        Assert.Equal(64, answer.GetProperty("embedding").GetProperty("values").GetArrayLength());
        Assert.Equal(
            """{"promptTokenCount":2,"totalTokenCount":2,"promptTokensDetails":[{"modality":"TEXT","tokenCount":2}]}""",
            answer.GetProperty("usageMetadata").GetRawText());
    }

    [Theory]
    [InlineData(null, 1408)]
    [InlineData(128, 128)]
    public async Task TextAndPicture_HaveVectorsOfTheDimension(int? dimension, int expected)
    {
        var body = new JsonObject
        {
            ["instances"] = new JsonArray(new JsonObject { ["text"] = "light", ["image"] = Bytes(MediaLibrary.Files["lighthouse.png"].Bytes) }),
            ["parameters"] = new JsonObject { ["dimension"] = dimension },
        };

        var (_, answer) = await emulator.VertexAsync("multimodalembedding@001:predict", body);

        var prediction = answer.GetProperty("predictions")[0];
        Assert.Equal(expected, prediction.GetProperty("textEmbedding").GetArrayLength());
        Assert.Equal(expected, prediction.GetProperty("imageEmbedding").GetArrayLength());
        Assert.False(prediction.TryGetProperty("videoEmbeddings", out _));
    }

    [Theory]
    [InlineData(null, new[] { 0, 16, 16, 32, 32, 40 })]
    [InlineData("""{"startOffsetSec": 10, "endOffsetSec": 25, "intervalSec": 10}""", new[] { 10, 20, 20, 25 })]
    [InlineData("""{"intervalSec": 100}""", new[] { 0, 40 })]
    public async Task Video_HasAVectorForEachSegment(string? config, int[] bounds)
    {
        var video = Bytes(Video(seconds: 40));
        video["videoSegmentConfig"] = config is null ? null : JsonNode.Parse(config);

        var (_, answer) = await emulator.VertexAsync(
            "multimodalembedding@001:predict",
            new JsonObject { ["instances"] = new JsonArray(new JsonObject { ["video"] = video }), ["parameters"] = new JsonObject { ["dimension"] = 128 } });

        JsonElement[] segments = [.. answer.GetProperty("predictions")[0].GetProperty("videoEmbeddings").EnumerateArray()];
        Assert.Equal(bounds, segments.SelectMany(each => new[] { each.GetProperty("startOffsetSec").GetInt32(), each.GetProperty("endOffsetSec").GetInt32() }));
        Assert.All(segments, each => Assert.Equal(1408, each.GetProperty("embedding").GetArrayLength()));
        Assert.Equal(segments.Length, segments.Select(each => each.GetProperty("embedding").GetRawText()).Distinct().Count());
    }

    [Fact]
    public async Task VideoInCloudStorage_IsSaidToBeBeyondTheEmulator()
    {
        var (status, answer) = await emulator.VertexAsync(
            "multimodalembedding@001:predict", JsonNode.Parse("""{"instances": [{"video": {"gcsUri": "gs://b/v.mp4"}}]}""")!);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("Cloud Storage", answer.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private static JsonObject Bytes(byte[] bytes) => new() { ["bytesBase64Encoded"] = Convert.ToBase64String(bytes) };

    /// <summary>The beginning of an MP4: its brand, and a movie header with this duration.</summary>
    private static byte[] Video(int seconds)
    {
        var header = new byte[60];
        Encoding.ASCII.GetBytes("ftypmp42").CopyTo(header, 4);
        Encoding.ASCII.GetBytes("mvhd").CopyTo(header, 16);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(32), 1000);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(36), seconds * 1000);
        return header;
    }
}
