using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using RawInference.Emulator.Media;

namespace RawInference.Emulator.Tests.Google.Generate;

/// <summary>Media that go in, and media that come out.</summary>
public sealed class MediaTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private const string Flash = "gemini-2.5-flash:generateContent";

    [Theory]
    [InlineData("lighthouse.png", "image/png", "The image is a PNG, 96x64 pixels.", "IMAGE", 258)]
    [InlineData("tone.wav", "audio/wav", "The recording lasts 1.50 seconds at 16000 Hz.", "AUDIO", 48)]
    [InlineData("document.pdf", "application/pdf", "has 1 page.", "DOCUMENT", 258)]
    [InlineData("clip.mp4", "video/mp4", "The file is 1416 bytes long.", "VIDEO", 263)]
    public async Task Attachment_IsSeenAndCounted(string file, string mimeType, string said, string modality, int tokens)
    {
        var (_, answer) = await emulator.GeminiAsync(
            Flash, GoogleCalls.Contents(config: null, GoogleCalls.Inline(mimeType, MediaLibrary.Files[file].Bytes), new JsonObject { ["text"] = "What is it?" }));

        Assert.Contains(said, GoogleCalls.Text(answer), StringComparison.Ordinal);
        var details = answer.GetProperty("usageMetadata").GetProperty("promptTokensDetails").EnumerateArray()
            .ToDictionary(each => each.GetProperty("modality").GetString()!, each => each.GetProperty("tokenCount").GetInt32());
        Assert.Equal(tokens, details[modality]);
        Assert.Equal(details.Values.Sum(), answer.GetProperty("usageMetadata").GetProperty("promptTokenCount").GetInt32());
    }

    [Theory]
    [InlineData("image/png", "The image is a PNG, 96x64 pixels.")]
    [InlineData(null, "The file is ")]
    public async Task FileOfTheEmulator_IsSeenByItsUri(string? mimeType, string said)
    {
        var file = new JsonObject { ["mimeType"] = mimeType, ["fileUri"] = new Uri(emulator.Address, "/media/lighthouse.png").ToString() };

        var (_, answer) = await emulator.GeminiAsync(Flash, GoogleCalls.Contents(config: null, new JsonObject { ["fileData"] = file }));

        Assert.StartsWith(said, GoogleCalls.Text(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/media/nothing.png", "Cannot fetch content from the provided URL")]
    [InlineData("elsewhere", "Invalid or unsupported file uri")]
    public async Task FileThatIsNotThere_IsRefused(string path, string message)
    {
        var uri = path[0] == '/' ? new Uri(emulator.Address, path).ToString() : path;

        var (status, answer) = await emulator.GeminiAsync(
            Flash, GoogleCalls.Contents(config: null, new JsonObject { ["fileData"] = new JsonObject { ["fileUri"] = uri } }));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.StartsWith(message, answer.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transcript_IsPutIntoTheSchemaAskedFor()
    {
        var config = JsonNode.Parse("""
            {"responseMimeType": "application/json", "responseSchema": {"type": "OBJECT", "properties": {
              "language": {"type": "STRING"}, "duration": {"type": "NUMBER"}, "segments": {"type": "ARRAY", "items": {"type": "OBJECT", "properties": {
                "start": {"type": "NUMBER"}, "end": {"type": "NUMBER"}, "text": {"type": "STRING"}}}}}}}
            """)!.AsObject();

        var (_, answer) = await emulator.GeminiAsync(Flash, GoogleCalls.Contents(
            config, new JsonObject { ["text"] = "Transcribe the recording." }, GoogleCalls.Inline("audio/wav", MediaLibrary.Files["tone.wav"].Bytes)));

        Assert.Equal(
            """{"language":"en","duration":1.5,"segments":[{"start":0,"end":1.5,"text":"The recording lasts 1.50 seconds at 16000 Hz."}]}""",
            GoogleCalls.Text(answer));
    }

    [Theory]
    [InlineData("gemini-2.5-flash-image", null, null, 1024, 1024, 1290)]
    [InlineData("gemini-2.5-flash-image", "16:9", null, 1344, 768, 1290)]
    [InlineData("gemini-3-pro-image-preview", "9:16", "2K", 1536, 2752, 1120)]
    public async Task Picture_IsAPngOfItsSize(string model, string? ratio, string? size, int width, int height, int tokens)
    {
        var config = new JsonObject { ["responseModalities"] = new JsonArray("IMAGE") };
        if (ratio is not null)
        {
            config["imageConfig"] = new JsonObject { ["aspectRatio"] = ratio, ["imageSize"] = size };
        }

        var (_, answer) = await emulator.GeminiAsync($"{model}:generateContent", GoogleCalls.Said("A lighthouse", config));

        var data = Assert.Single(GoogleCalls.Parts(answer)).GetProperty("inlineData");
        Assert.Equal("image/png", data.GetProperty("mimeType").GetString());
        Assert.Equal(new ImageHeader("PNG", width, height), ImageHeader.Read(data.GetProperty("data").GetBytesFromBase64()));
        Assert.Equal(tokens, answer.GetProperty("usageMetadata").GetProperty("candidatesTokenCount").GetInt32());
        Assert.Equal("IMAGE", answer.GetProperty("usageMetadata").GetProperty("candidatesTokensDetails")[0].GetProperty("modality").GetString());
    }

    [Fact]
    public async Task Picture_FollowsFromThePromptAndComesWithText()
    {
        var (_, one) = await emulator.GeminiAsync("gemini-2.5-flash-image:generateContent", GoogleCalls.Said("A lighthouse"));
        var (_, same) = await emulator.GeminiAsync("gemini-2.5-flash-image:generateContent", GoogleCalls.Said("A lighthouse"));
        var (_, other) = await emulator.GeminiAsync("gemini-2.5-flash-image:generateContent", GoogleCalls.Said("A harbour"));

        Assert.Contains("A lighthouse", GoogleCalls.Text(one), StringComparison.Ordinal);
        Assert.Equal(Data(one), Data(same));
        Assert.NotEqual(Data(one), Data(other));
    }

    [Fact]
    public async Task Speech_IsBareSamples()
    {
        var config = JsonNode.Parse("""
            {"responseModalities": ["AUDIO"], "speechConfig": {"voiceConfig": {"prebuiltVoiceConfig": {"voiceName": "Kore"}}}}
            """)!.AsObject();

        var (_, answer) = await emulator.GeminiAsync("gemini-2.5-flash-preview-tts:generateContent", GoogleCalls.Said("light over the harbour", config));

        var data = Assert.Single(GoogleCalls.Parts(answer)).GetProperty("inlineData");
        Assert.Equal("audio/L16;codec=pcm;rate=24000", data.GetProperty("mimeType").GetString());
        Assert.Equal(4 * 4800 * 2, data.GetProperty("data").GetBytesFromBase64().Length);
        Assert.Equal(20, answer.GetProperty("usageMetadata").GetProperty("candidatesTokenCount").GetInt32());
        Assert.Equal("AUDIO", answer.GetProperty("usageMetadata").GetProperty("candidatesTokensDetails")[0].GetProperty("modality").GetString());
    }

    [Fact]
    public async Task PayloadBeyondTheLimit_IsRefused()
    {
        using var content = new StreamContent(new MemoryStream(new byte[100 * 1024 * 1024 + 1]));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/google/v1beta/models/gemini-2.5-flash:generateContent") { Content = content };
        request.Headers.Add("x-goog-api-key", "test-key");

        using var response = await emulator.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("104857600 bytes", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static string Data(JsonElement answer) =>
        GoogleCalls.Parts(answer).Single(part => part.TryGetProperty("inlineData", out _)).GetProperty("inlineData").GetProperty("data").GetString()!;
}
