using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.TextToImage;
using RawInference.Connectors.Tests.Google.Vertex;
using RawInference.Core.Images;
using RawInference.Core.Providers;
using RawInference.Images;
using RawInference.Media;
using RawInference.Usage;

namespace RawInference.Connectors.Tests.Google.Images;

public class ImageWireTests
{
    private const string Answer = """
        {"candidates":[{"content":{"role":"model","parts":[
           {"text":"a plan","thought":true},{"inlineData":{"mimeType":"image/png","data":"ZHJhZnQ="},"thought":true},
           {"inlineData":{"mimeType":"image/png","data":"cG5n"}}]},"finishReason":"STOP","index":0}],
         "usageMetadata":{"promptTokenCount":8,"candidatesTokenCount":1290,"totalTokenCount":1298,
           "promptTokensDetails":[{"modality":"TEXT","tokenCount":8}],"candidatesTokensDetails":[{"modality":"IMAGE","tokenCount":1290}]},
         "modelVersion":"gemini-2.5-flash-image-001","responseId":"r1"}
        """;

    private readonly List<InferenceWarning> _warnings = [];

    private RawInferenceExecutionSettings Settings(ImageParameters parameters, string? options = null, params MediaContent[] images) => new()
    {
        Image = parameters,
        InputImages = images,
        ProviderOptions = options is null ? null : JsonText.Element(options),
        OnWarning = _warnings.Add,
    };

    private static ITextToImageService Service(CannedHandler handler, string model = "gemini-2.5-flash-image")
    {
        var connector = GoogleTarget.Connector(handler);
        return connector.CreateImageService(GoogleTarget.Of(connector, model));
    }

    private static ITextToImageService Vertex(CannedHandler handler)
    {
        var connector = VertexTarget.Connector(handler);
        return connector.CreateImageService(VertexTarget.Model(VertexTarget.Account(connector, apiKey: "ya29.x"), "gemini-3-pro-image"));
    }

    [Fact]
    public async Task Prompt_IsDrawn()
    {
        var handler = new CannedHandler(Answer);
        var images = await Service(handler).GetImageContentsAsync(new TextContent("a lighthouse"), Settings(ImageParameters.Default with { Size = "16:9", Count = 1, Seed = 7 }));

        Assert.Equal("https://api.acme.test/v1beta/models/gemini-2.5-flash-image:generateContent", handler.Uri!.AbsoluteUri);
        JsonText.AssertSame(
            """
            {"contents":[{"role":"user","parts":[{"text":"a lighthouse"}]}],
             "generationConfig":{"responseModalities":["IMAGE"],"imageConfig":{"aspectRatio":"16:9"},"seed":7}}
            """,
            handler.Body);
        var result = (ImageResult)Assert.Single(images).InnerContent!;
        Assert.Equal(("image/png", "r1", "gemini-2.5-flash-image-001"), (result.Image.MediaType, result.ResponseId, result.Model));
        Assert.Equal("png"u8.ToArray(), result.Image.Bytes!.Value.ToArray());
        Assert.Equal(new TokenUsage { Prompt = 8, Completion = 1290, ImageCompletion = 1290 }, result.Usage);
        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task Images_AreWorkedFrom_AndOptionsMerged()
    {
        var handler = new CannedHandler(Answer);
        var image = new MediaContent { Kind = MediaKind.Image, Bytes = "in"u8.ToArray(), MediaType = "image/jpeg" };
        await Service(handler).GetImageContentsAsync(
            new TextContent("at night"),
            Settings(ImageParameters.Default, """{"generationConfig":{"temperature":0.5,"imageConfig":{"personGeneration":"ALLOW_NONE"}},"safetySettings":[]}""", image));

        JsonText.AssertSame(
            """
            {"contents":[{"role":"user","parts":[{"text":"at night"},{"inlineData":{"mimeType":"image/jpeg","data":"aW4="}}]}],
             "generationConfig":{"responseModalities":["IMAGE"],"temperature":0.5,"imageConfig":{"personGeneration":"ALLOW_NONE"}},"safetySettings":[]}
            """,
            handler.Body);
    }

    [Fact]
    public async Task Text_BesideTheImage_IsTold()
    {
        var handler = new CannedHandler(Answer.Replace("\"text\":\"a plan\",\"thought\":true", "\"text\":\"Here it is.\"", StringComparison.Ordinal));
        await Service(handler).GetImageContentsAsync(new TextContent("p"), Settings(ImageParameters.Default));
        var warning = Assert.Single(_warnings);
        Assert.Equal(WarningCodes.ProviderNotice, warning.Code);
        Assert.EndsWith("Here it is.", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UsageWithoutDetails_IsOfImages()
    {
        var handler = new CannedHandler(Answer.Replace(
            ",\"candidatesTokensDetails\":[{\"modality\":\"IMAGE\",\"tokenCount\":1290}]", "", StringComparison.Ordinal));
        var images = await Service(handler).GetImageContentsAsync(new TextContent("p"), Settings(ImageParameters.Default));
        Assert.Equal(new TokenUsage { Prompt = 8, Completion = 1290, ImageCompletion = 1290 }, ((ImageResult)Assert.Single(images).InnerContent!).Usage);
    }

    [Fact]
    public async Task SearchForAnImage_IsToldOf()
    {
        var handler = new CannedHandler(Answer.Replace(
            "\"finishReason\"", "\"groundingMetadata\":{\"imageSearchQueries\":[\"q\"],\"groundingChunks\":[{\"image\":{}}]},\"finishReason\"", StringComparison.Ordinal));
        await Service(handler).GetImageContentsAsync(new TextContent("p"), Settings(ImageParameters.Default, """{"tools":[{"googleSearch":{}}]}"""));

        Assert.Equal(2, _warnings.Count);
        Assert.Contains(_warnings, warning => warning.Message.Contains("sources", StringComparison.Ordinal));
        Assert.Contains(_warnings, warning => warning.Message.Contains("cost_usd", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"}}""", InferenceErrorCode.ProviderContentPolicy, "PROHIBITED_CONTENT")]
    [InlineData("""{"candidates":[{"finishReason":"IMAGE_SAFETY","finishMessage":"Unable to show the generated image."}]}""", InferenceErrorCode.ProviderContentPolicy, "IMAGE_SAFETY")]
    [InlineData("""{"candidates":[{"finishReason":"NO_IMAGE"}]}""", InferenceErrorCode.ProviderInvalidAnswer, "NO_IMAGE")]
    [InlineData("""{"candidates":[{"content":{"parts":[{"inlineData":{"mimeType":"image/png","data":"cG5n"}}]},"finishReason":"MAX_TOKENS"}]}""", InferenceErrorCode.ProviderContextLength, "MAX_TOKENS")]
    [InlineData("""{"candidates":[{"content":{"parts":[{"inlineData":{"mimeType":"image/png","data":"cG5n"}}]},"finishReason":"IMAGE_OTHER"}]}""", InferenceErrorCode.ProviderFailed, "IMAGE_OTHER")]
    [InlineData("""{"candidates":[{"content":{"parts":[{"text":"What colour?"}]},"finishReason":"STOP"}]}""", InferenceErrorCode.ProviderInvalidAnswer, null)]
    [InlineData("""{"candidates":[{"content":{"parts":[{"inlineData":{"mimeType":"image/png","data":"cG5n"}}]}}]}""", InferenceErrorCode.ProviderInvalidAnswer, null)]
    [InlineData("""{"candidates":[{"content":{"parts":[{"inlineData":{"mimeType":"image/png","data":"*"}}]},"finishReason":"STOP"}]}""", InferenceErrorCode.ProviderInvalidAnswer, null)]
    [InlineData("""{"candidates":[]}""", InferenceErrorCode.ProviderInvalidAnswer, null)]
    public async Task AnswerWithoutItsImage_IsATypedError(string answer, InferenceErrorCode code, string? reason)
    {
        var error = await Assert.ThrowsAsync<InferenceException>(
            () => Service(new CannedHandler(answer)).GetImageContentsAsync(new TextContent("p"), Settings(ImageParameters.Default)));
        Assert.Equal((code, reason), (error.Code, error.ProviderCode));
        Assert.DoesNotContain("colour", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatGeminiLacks_IsToldOrRefused()
    {
        await Service(new CannedHandler(Answer)).GetImageContentsAsync(
            new TextContent("p"), Settings(ImageParameters.Default with { Quality = "hd", Background = "opaque", OutputCompression = 5 }));
        Assert.Equal(
            ["parameters.background", "parameters.output_compression", "parameters.quality"],
            _warnings.Where(warning => warning.Code == WarningCodes.ParameterDropped).Select(warning => warning.Path!).Order());

        foreach (var (parameters, path) in new[]
        {
            (ImageParameters.Default with { Count = 2 }, "n"),
            (ImageParameters.Default with { OutputFormat = "png" }, "output_format"),
            (ImageParameters.Default with { Seed = 1L << 40 }, "seed"),
            (ImageParameters.Default with { Size = "800x600" }, "size"),
        })
        {
            var error = await Assert.ThrowsAsync<InferenceException>(
                () => Service(new CannedHandler(Answer)).GetImageContentsAsync(new TextContent("p"), Settings(parameters)));
            Assert.Equal($"parameters.{path}", Assert.Single(error.Problems).Path);
        }
    }

    [Fact]
    public async Task Vertex_WritesTheFormatThatIsAskedFor()
    {
        var handler = new CannedHandler(Answer);
        await Vertex(handler).GetImageContentsAsync(
            new TextContent("p"), Settings(ImageParameters.Default with { Size = "2048x2048", OutputFormat = "jpeg", OutputCompression = 80 }));
        JsonText.AssertSame(
            """
            {"contents":[{"role":"user","parts":[{"text":"p"}]}],
             "generationConfig":{"responseModalities":["IMAGE"],
               "imageConfig":{"aspectRatio":"1:1","imageSize":"2K","imageOutputOptions":{"mimeType":"image/jpeg","compressionQuality":80}}}}
            """,
            handler.Body);
        await Assert.ThrowsAsync<InferenceException>(
            () => Vertex(handler).GetImageContentsAsync(new TextContent("p"), Settings(ImageParameters.Default with { OutputFormat = "webp" })));
    }

    [Theory]
    [InlineData("gemini-2.5-flash-image", "1344x768", """{"aspectRatio":"16:9"}""")]
    [InlineData("gemini-2.5-flash-image", "1024x1024", """{"aspectRatio":"1:1"}""")]
    [InlineData("gemini-3-pro-image", "1024x1024", """{"aspectRatio":"1:1","imageSize":"1K"}""")]
    [InlineData("gemini-3-pro-image", "6336x2688", """{"aspectRatio":"21:9","imageSize":"4K"}""")]
    [InlineData("gemini-3-pro-image", "9:16 2K", """{"aspectRatio":"9:16","imageSize":"2K"}""")]
    [InlineData("gemini-3-pro-image", "4K", """{"imageSize":"4K"}""")]
    [InlineData("another", "1:8", """{"aspectRatio":"1:8"}""")]
    public async Task Size_IsARatioAndAResolution(string model, string size, string config)
    {
        var handler = new CannedHandler(Answer);
        await Service(handler, model).GetImageContentsAsync(new TextContent("p"), Settings(ImageParameters.Default with { Size = size }));
        JsonText.AssertSame(config, JsonText.Element(handler.Body).GetProperty("generationConfig").GetProperty("imageConfig").GetRawText());
    }

    [Theory]
    [InlineData("gemini-3-pro-image", "1344x768")]
    [InlineData("gemini-2.5-flash-image", "2048x2048")]
    [InlineData("gemini-2.5-flash-image", "16:9 2K")]
    [InlineData("gemini-3-pro-image", "16:92K")]
    [InlineData("gemini-3-pro-image", " 2K")]
    [InlineData("gemini-3-pro-image", "")]
    [InlineData("gemini-3-pro-image", "large")]
    public async Task SizeThatTheModelLacks_IsRefused(string model, string size)
    {
        var error = await Assert.ThrowsAsync<InferenceException>(
            () => Service(new CannedHandler(Answer), model).GetImageContentsAsync(new TextContent("p"), Settings(ImageParameters.Default with { Size = size })));
        Assert.Equal("parameters.size", Assert.Single(error.Problems).Path);
    }

    [Theory]
    [InlineData("""{"generationConfig":{"responseModalities":["TEXT"]}}""", "generationConfig.responseModalities")]
    [InlineData("""{"toolConfig":{"functionCallingConfig":{}}}""", "toolConfig.functionCallingConfig")]
    [InlineData("""{"taskType":"X"}""", "taskType")]
    public async Task FieldOfTheDialect_IsRefused(string options, string field)
    {
        var error = await Assert.ThrowsAsync<InferenceException>(
            () => Service(new CannedHandler(Answer)).GetImageContentsAsync(new TextContent("p"), Settings(ImageParameters.Default, options)));
        Assert.Equal($"parameters.provider_options.{field}", Assert.Single(error.Problems).Path);
    }

    [Fact]
    public async Task Raw_IsTheAnswer()
    {
        var settings = new RawInferenceExecutionSettings { IncludeRaw = true };
        var images = await Service(new CannedHandler(Answer)).GetImageContentsAsync(new TextContent("p"), settings);
        JsonText.AssertSame(Answer, ((ImageResult)images[0].InnerContent!).Raw!.Value.GetRawText());
    }
}
