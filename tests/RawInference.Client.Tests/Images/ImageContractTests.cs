using RawInference.Contract;
using RawInference.Images;
using RawInference.Media;

namespace RawInference.Client.Tests.Images;

public class ImageContractTests
{
    private static readonly IOperationContract Contract = OperationContracts.Find(Operations.Image)!;

    [Fact]
    public void PromptsImagesAndParameters_AreRead()
    {
        var request = Given.Drawing(
            """{"prompts":["a","b"],"image_url":"https://a.example/a.png","image_base64":"AAAA"}""",
            """{"size":"1024x1024","n":2,"quality":"high","background":"opaque","output_format":"webp","output_compression":80,"seed":-3}""");

        Assert.Equal(["a", "b"], request.Prompts);
        Assert.Equal(["inputs.image_url", "inputs.image_base64"], request.Images.Select(image => image.Path));
        Assert.All(request.Media, medium => Assert.Equal(MediaKind.Image, medium.Kind));
        Assert.Equal(
            new ImageParameters
            {
                Size = "1024x1024",
                Count = 2,
                Quality = "high",
                Background = "opaque",
                OutputFormat = "webp",
                OutputCompression = 80,
                Seed = -3,
            },
            request.Parameters);
        Assert.Empty(Given.Warned(request));
    }

    [Fact]
    public void EveryMistake_IsNamedAtOnce() => Assert.Equal(
        ["inputs.text", "inputs", "parameters.size", "parameters.n"],
        Given.Refused(Operations.Image, """{"text":"a"}""", """{"size":1,"n":0}"""));

    [Fact]
    public void ParameterOfAnotherOperation_IsWarnedAbout() => Assert.Equal(
        ["unknown_parameter parameters.voice"],
        Given.Warned(Given.Drawing("""{"prompts":["a"]}""", """{"voice":"alloy"}""")));

    [Fact]
    public void Data_HasBytesOrTheUrl_AndNullForAnUnknownType()
    {
        Assert.Equal(
            """{"images":[{"b64":"AQID","media_type":"image/png","revised_prompt":"a red lamp"}]}""",
            Written(new GeneratedImage { Bytes = new byte[] { 1, 2, 3 }, MediaType = "image/png", RevisedPrompt = "a red lamp" }));
        Assert.Equal(
            """{"images":[{"url":"https://a.example/a","media_type":null}]}""",
            Written(new GeneratedImage { Url = "https://a.example/a" }));
    }

    [Fact]
    public void ImagesOfSeveralPrompts_SayWhichTheyBelongTo()
    {
        var image = new GeneratedImage { Url = "u", MediaType = "image/png" };

        Assert.Equal(
            """{"images":[{"url":"u","media_type":"image/png","index":0},{"url":"u","media_type":"image/png","index":0},{"url":"u","media_type":"image/png","index":1}]}""",
            Written(image, image, image with { Index = 1 }));
        Assert.DoesNotContain("index", Written(image, image), StringComparison.Ordinal);
    }

    [Fact]
    public void Deltas_DoNotExist() => Assert.Throws<InvalidOperationException>(
        () => Given.Written(writer => Contract.WriteDelta(writer, new RawInference.Chat.ChatDelta())));

    private static string Written(params GeneratedImage[] images) =>
        Given.Written(writer => Contract.WriteData(writer, new ImageResponse { Images = images }));
}
