using RawInference.Images;
using RawInference.Media;
using RawInference.Usage;

namespace RawInference.Connectors.Tests.OpenAI;

public class ImageWireTests
{
    private const string Png = "iVBORw0KGgoAAAAN";

    private const string Plain = $$$$"""{"created":1,"data":[{"b64_json":"{{{{Png}}}}"}]}""";

    private static readonly MediaContent Sketch = new() { Kind = MediaKind.Image, Bytes = "PNG1"u8.ToArray(), MediaType = "image/png" };

    [Fact]
    public async Task EveryParameter_IsSent()
    {
        var handler = new CannedHandler($$$$"""
            {"created":1,"background":"opaque","output_format":"webp","size":"1024x1536","quality":"low",
             "data":[{"b64_json":"{{{{Png}}}}"},{"b64_json":"AAAA"}],
             "usage":{"total_tokens":120,"input_tokens":20,"output_tokens":100,"input_tokens_details":{"text_tokens":20,"image_tokens":0},
                      "output_tokens_details":{"text_tokens":30,"image_tokens":70}}}
            """);
        var results = await new ImageProbe(handler, "gpt-image-1").SendAsync(
            new ImageParameters
            {
                Size = "1024x1536",
                Count = 2,
                Quality = "low",
                Background = "opaque",
                OutputFormat = "webp",
                OutputCompression = 80,
            },
            providerOptions: """{"moderation":"low","user":"u1"}""",
            includeRaw: true);

        Assert.Equal("https://api.acme.test/v1/images/generations", handler.Uri!.AbsoluteUri);
        Assert.Equal("Bearer sk-test-0123456789", handler.Headers["Authorization"]);
        JsonText.AssertSame(
            """
            {"model":"gpt-image-1","prompt":"A lighthouse","n":2,"size":"1024x1536","quality":"low","background":"opaque","output_format":"webp",
             "output_compression":80,"moderation":"low","user":"u1"}
            """,
            handler.Body);
        Assert.Equal(Convert.FromBase64String(Png), results[0].Image.Bytes!.Value.ToArray());
        Assert.Equal(["image/png", "image/webp"], results.Select(result => result.Image.MediaType));
        Assert.All(results, result =>
        {
            Assert.Equal(new TokenUsage { Prompt = 20, Completion = 100, ImagePrompt = 0, ImageCompletion = 70 }, result.Usage);
            Assert.Equal("low", result.Raw!.Value.GetProperty("quality").GetString());
            Assert.Equal("gpt-image-1", result.Model);
        });
    }

    [Fact]
    public async Task OlderModel_IsAskedForBytesAndBilledByTheImage()
    {
        var handler = new CannedHandler($$$$"""{"created":1,"data":[{"b64_json":"{{{{Png}}}}","revised_prompt":"A tall lighthouse"}]}""");
        var result = Assert.Single(await new ImageProbe(handler, "dall-e-3").SendAsync(new ImageParameters { Quality = "hd" }, providerOptions: """{"style":"vivid"}"""));

        JsonText.AssertSame(
            """{"model":"dall-e-3","prompt":"A lighthouse","quality":"hd","response_format":"b64_json","style":"vivid"}""",
            handler.Body);
        Assert.Equal(("A tall lighthouse", "image/png"), (result.Image.RevisedPrompt, result.Image.MediaType));
        Assert.Equal(new TokenUsage { Prompt = 0, Completion = 0, Images = 1 }, result.Usage);
    }

    [Fact]
    public async Task ImageOfAnUnknownModel_MayBeAUrl()
    {
        var handler = new CannedHandler("""{"data":[{"url":"https://images.acme.test/a?sig=1"}]}""");
        var result = Assert.Single(await new ImageProbe(handler, "flux", known: false).SendAsync());

        JsonText.AssertSame("""{"model":"flux","prompt":"A lighthouse"}""", handler.Body);
        Assert.Equal(("https://images.acme.test/a?sig=1", null, null), (result.Image.Url, result.Image.MediaType, result.Usage));
    }

    [Fact]
    public async Task Edit_IsAFormWithItsImages()
    {
        var handler = new CannedHandler($$$$"""
            {"data":[{"b64_json":"{{{{Png}}}}"}],
             "usage":{"total_tokens":420,"input_tokens":320,"output_tokens":100,"input_tokens_details":{"text_tokens":20,"image_tokens":300}}}
            """);
        var result = Assert.Single(await new ImageProbe(handler, "gpt-image-1").SendAsync(
            new ImageParameters { Size = "auto", Count = 1 },
            [Sketch, Sketch with { Bytes = "JPG2"u8.ToArray(), MediaType = "image/jpeg", FileName = "a\"b.jpg" }],
            """{"input_fidelity":"high"}"""));

        Assert.Equal("https://api.acme.test/v1/images/edits", handler.Uri!.AbsoluteUri);
        Assert.Equal(
            """
            --B
            Content-Disposition: form-data; name="model"

            gpt-image-1
            --B
            Content-Disposition: form-data; name="prompt"

            A lighthouse
            --B
            Content-Disposition: form-data; name="n"

            1
            --B
            Content-Disposition: form-data; name="size"

            auto
            --B
            Content-Disposition: form-data; name="input_fidelity"

            high
            --B
            Content-Type: image/png
            Content-Disposition: form-data; name="image[]"; filename="image.png"

            PNG1
            --B
            Content-Type: image/jpeg
            Content-Disposition: form-data; name="image[]"; filename="a_b.jpg"

            JPG2
            --B--

            """,
            FormText.Of(handler));
        Assert.Equal(new TokenUsage { Prompt = 320, Completion = 100, ImagePrompt = 300, ImageCompletion = 100 }, result.Usage);
    }

    [Fact]
    public async Task OneImageToWorkFrom_IsNoList()
    {
        var handler = new CannedHandler(Plain);
        var result = Assert.Single(await new ImageProbe(handler, "dall-e-2").SendAsync(images: [Sketch]));

        Assert.Contains("name=\"image\"; filename=\"image.png\"", handler.Body, StringComparison.Ordinal);
        Assert.Contains("name=\"response_format\"\n\nb64_json\n", FormText.Of(handler), StringComparison.Ordinal);
        Assert.Equal(1, result.Usage!.Images);
    }

    [Fact]
    public async Task ImageToWorkFromThatIsAUrl_IsRefused()
    {
        var probe = new ImageProbe(new CannedHandler(Plain), "gpt-image-1");
        var error = await Assert.ThrowsAsync<InferenceException>(() => probe.SendAsync(
            images: [new MediaContent { Kind = MediaKind.Image, Url = "https://a.test/a.png", MediaType = "image/png", Path = "inputs.image_url" }]));
        Assert.Equal((InferenceErrorCode.InvalidRequest, "inputs.image_url"), (error.Code, Assert.Single(error.Problems).Path));
    }

    [Fact]
    public async Task Seed_IsLeftOutWithAWarning()
    {
        var handler = new CannedHandler(Plain);
        var probe = new ImageProbe(handler, "flux", known: false);
        await probe.SendAsync(new ImageParameters { Seed = 7 });

        Assert.DoesNotContain("seed", handler.Body, StringComparison.Ordinal);
        var warning = Assert.Single(probe.Warnings);
        Assert.Equal((WarningCodes.ParameterDropped, "parameters.seed"), (warning.Code, warning.Path));
    }

    [Theory]
    [InlineData("mask")]
    [InlineData("size")]
    [InlineData("image")]
    [InlineData("stream")]
    public async Task ProviderOptionThatIsNotOne_IsRefused(string name)
    {
        foreach (var images in new MediaContent[][] { [], [Sketch] })
        {
            var error = await Assert.ThrowsAsync<InferenceException>(() =>
                new ImageProbe(new CannedHandler(Plain), "gpt-image-1").SendAsync(images: images, providerOptions: $$$$"""{"{{{{name}}}}":"x"}"""));
            Assert.Equal($"parameters.provider_options.{name}", Assert.Single(error.Problems).Path);
        }
    }

    [Theory]
    [InlineData("""{"data":[]}""")]
    [InlineData("""{"created":1}""")]
    [InlineData("""{"data":[{}]}""")]
    [InlineData("""{"data":[{"b64_json":""}]}""")]
    [InlineData("""{"data":[{"b64_json":"!!"}]}""")]
    [InlineData("""{"data":[{"b64_json":7}]}""")]
    [InlineData("""{"data":[{"url":"/etc/passwd"}]}""")]
    [InlineData("""{"data":[{"url":"javascript:alert(1)"}]}""")]
    public async Task AnswerWithoutTheImage_IsInvalid(string answer)
    {
        var error = await Assert.ThrowsAsync<InferenceException>(() => new ImageProbe(new CannedHandler(answer), "gpt-image-1").SendAsync());
        Assert.Equal((InferenceErrorCode.ProviderInvalidAnswer, 200), (error.Code, error.ProviderStatus));
    }

    [Fact]
    public async Task FewerImagesThanAskedFor_AreAnError()
    {
        var error = await Assert.ThrowsAsync<InferenceException>(() =>
            new ImageProbe(new CannedHandler(Plain), "gpt-image-1").SendAsync(new ImageParameters { Count = 2 }));
        Assert.Equal(InferenceErrorCode.ProviderInvalidAnswer, error.Code);
        Assert.Contains("1 of the 2 images", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"input_tokens":5,"output_tokens":9,"input_tokens_details":{"text_tokens":0,"image_tokens":6}}""", false)]
    [InlineData("""{"input_tokens":5,"output_tokens":9,"input_tokens_details":{"text_tokens":5,"image_tokens":"0"}}""", false)]
    [InlineData("""{"input_tokens":5,"output_tokens":9,"output_tokens_details":{"image_tokens":10}}""", false)]
    [InlineData("""{"input_tokens":-5,"output_tokens":9}""", false)]
    [InlineData("""{"input_tokens":5,"output_tokens":9}""", true)]
    public async Task UsageThatCannotBeBilledRight_IsLeftOutWithAWarning(string usage, bool edit)
    {
        var probe = new ImageProbe(new CannedHandler($$$$"""{"data":[{"b64_json":"{{{{Png}}}}"}],"usage":{{{{usage}}}}}"""), "gpt-image-1");
        var result = Assert.Single(await probe.SendAsync(images: edit ? [Sketch] : []));

        Assert.Null(result.Usage);
        Assert.Equal(WarningCodes.UsageInvalid, Assert.Single(probe.Warnings).Code);
    }

    [Fact]
    public async Task UsageWithoutDetails_IsOfWordsReadAndImagesDrawn()
    {
        var probe = new ImageProbe(new CannedHandler($$$$"""{"data":[{"b64_json":"{{{{Png}}}}"}],"usage":{"input_tokens":5,"output_tokens":9}}"""), "gpt-image-1");
        Assert.Equal(new TokenUsage { Prompt = 5, Completion = 9, ImagePrompt = 0, ImageCompletion = 9 }, Assert.Single(await probe.SendAsync()).Usage);
    }

    [Fact]
    public async Task RefusedPrompt_IsContentPolicy()
    {
        var handler = new CannedHandler("""{"error":{"code":"moderation_blocked","message":"no","type":"image_generation_user_error"}}""", System.Net.HttpStatusCode.BadRequest);
        var error = await Assert.ThrowsAsync<InferenceException>(() => new ImageProbe(handler, "gpt-image-1").SendAsync());
        Assert.Equal(InferenceErrorCode.ProviderContentPolicy, error.Code);
    }
}
