using System.ClientModel;
using System.Net;
using System.Text.Json.Nodes;
using OpenAI.Images;
using RawInference.Emulator.Media;

namespace RawInference.Emulator.Tests.OpenAI.Images;

/// <summary>Images, as the official SDK and as a plain client see them.</summary>
public sealed class ImagesTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private const string Path = "/v1/images/generations";

    [Fact]
    public async Task GptImage_IsAPngOfTheAskedSize_TheSameForTheSamePrompt()
    {
        var options = new ImageGenerationOptions { Size = new GeneratedImageSize(1024, 1536) };

        GeneratedImage first = await Client("gpt-image-1").GenerateImageAsync("A lighthouse", options);
        GeneratedImage again = await Client("gpt-image-1").GenerateImageAsync("A lighthouse", options);
        GeneratedImage other = await Client("gpt-image-1").GenerateImageAsync("A harbour", options);

        Assert.Equal(new ImageHeader("PNG", 1024, 1536), ImageHeader.Read(first.ImageBytes));
        Assert.Equal(first.ImageBytes.ToArray(), again.ImageBytes.ToArray());
        Assert.NotEqual(first.ImageBytes.ToArray(), other.ImageBytes.ToArray());
    }

    [Fact]
    public async Task DallE3_AnswersWithAUrlThatHoldsThePicture()
    {
        GeneratedImage image = await Client("dall-e-3").GenerateImageAsync(
            "A lighthouse", new ImageGenerationOptions { Size = new GeneratedImageSize(1792, 1024) });

        var bytes = await emulator.Http.GetByteArrayAsync(image.ImageUri);
        Assert.Equal("A detailed picture: A lighthouse", image.RevisedPrompt);
        Assert.Equal(new ImageHeader("PNG", 1792, 1024), ImageHeader.Read(bytes));
    }

    [Fact]
    public async Task SeveralImages_Differ()
    {
        GeneratedImageCollection images = await Client("dall-e-2").GenerateImagesAsync(
            "A lighthouse", 3, new ImageGenerationOptions { Size = GeneratedImageSize.W256xH256, ResponseFormat = GeneratedImageFormat.Bytes });

        Assert.Equal(3, images.Select(image => Convert.ToBase64String(image.ImageBytes)).Distinct().Count());
    }

    [Theory]
    [InlineData("jpeg", "JPEG")]
    [InlineData("webp", "WebP")]
    public async Task OtherFormats_AreRealFilesOfTheirType(string format, string expected)
    {
        var answer = await emulator.JsonAsync(Path, Request(("output_format", format), ("size", "1536x1024")));

        var bytes = answer.GetProperty("data")[0].GetProperty("b64_json").GetBytesFromBase64();
        Assert.Equal(new ImageHeader(expected, 1536, 1024), ImageHeader.Read(bytes));
        Assert.Equal(format, answer.GetProperty("output_format").GetString());
    }

    [Fact]
    public async Task TransparentBackground_HasAnAlphaChannel()
    {
        var answer = await emulator.JsonAsync(Path, Request(("background", "transparent")));

        var bytes = answer.GetProperty("data")[0].GetProperty("b64_json").GetBytesFromBase64();
        Assert.Equal(6, bytes[25]);
        Assert.Equal("transparent", answer.GetProperty("background").GetString());
    }

    [Fact]
    public async Task Usage_IsThatOfQualityAndCount()
    {
        var usage = (await emulator.JsonAsync(Path, Request(("quality", "low"), ("n", 2)))).GetProperty("usage");

        Assert.Equal(544, usage.GetProperty("output_tokens").GetInt32());
        Assert.Equal(3, usage.GetProperty("input_tokens_details").GetProperty("text_tokens").GetInt32());
        Assert.Equal(544, usage.GetProperty("output_tokens_details").GetProperty("image_tokens").GetInt32());
        Assert.Equal(547, usage.GetProperty("total_tokens").GetInt32());
    }

    [Fact]
    public async Task Stream_BringsPartialImagesBeforeTheWhole()
    {
        var events = (await emulator.EventsAsync(Path, Request(("stream", true), ("partial_images", 2)))).Select(data => JsonNode.Parse(data)!).ToArray();

        Assert.Equal(
            ["image_generation.partial_image", "image_generation.partial_image", "image_generation.completed"],
            events.Select(each => (string?)each["type"]));
        Assert.Equal(1, (int)events[1]["partial_image_index"]!);
        Assert.NotNull(events[2]["usage"]);
    }

    [Fact]
    public async Task Edit_TakesAnImageAndAMask()
    {
        var picture = MediaLibrary.Files["lighthouse.png"].Bytes;

        GeneratedImage image = await Client("gpt-image-1").GenerateImageEditAsync(
            new MemoryStream(picture),
            "image.png",
            "A hat",
            new MemoryStream(picture),
            "mask.png",
            new ImageEditOptions { Size = new GeneratedImageSize(1536, 1024) });

        Assert.Equal(new ImageHeader("PNG", 1536, 1024), ImageHeader.Read(image.ImageBytes));
    }

    [Fact]
    public async Task EditOfSeveralImages_CountsThem()
    {
        using var form = new MultipartFormDataContent { { new StringContent("gpt-image-1"), "model" }, { new StringContent("A hat"), "prompt" } };
        form.Add(new ByteArrayContent(MediaLibrary.Files["lighthouse.png"].Bytes), "image[]", "one.png");
        form.Add(new ByteArrayContent(MediaLibrary.Files["photo.jpg"].Bytes), "image[]", "two.jpg");

        using var response = await emulator.Http.PostAsync("/v1/images/edits", form);

        var usage = (await RunningEmulator.ReadAsync(response)).GetProperty("usage").GetProperty("input_tokens_details");
        Assert.Equal(646, usage.GetProperty("image_tokens").GetInt32());
    }

    [Fact]
    public async Task ModelUnsaid_IsTheProvidersDefault()
    {
        var request = Request();
        request.Remove("model");

        var answer = await emulator.JsonAsync(Path, request);

        Assert.True(answer.GetProperty("data")[0].TryGetProperty("url", out _));
    }

    [Fact]
    public async Task Refusal_IsTheSdksException()
    {
        var exception = await Assert.ThrowsAsync<ClientResultException>(
            () => Client("dall-e-3").GenerateImageAsync("A lighthouse", new ImageGenerationOptions { Size = GeneratedImageSize.W256xH256 }));

        Assert.Equal(400, exception.Status);
        Assert.Contains("The size is not supported by this model.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_WorkAsOnEveryEndpoint()
    {
        using var failed = await emulator.PostAsync(Path, Request(), "status:503");
        using var unfit = await emulator.PostAsync(Path, Request(), "content-filter");
        var unbilled = await emulator.JsonAsync(Path, Request(), "no-usage");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, failed.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, unfit.StatusCode);
        Assert.False(unbilled.TryGetProperty("usage", out _));
    }

    private ImageClient Client(string model) => emulator.OpenAI.GetImageClient(model);

    private static JsonObject Request(params (string Name, JsonNode Value)[] more)
    {
        var request = new JsonObject { ["model"] = "gpt-image-1", ["prompt"] = "A lighthouse" };
        foreach (var (name, value) in more)
        {
            request[name] = value;
        }

        return request;
    }
}
