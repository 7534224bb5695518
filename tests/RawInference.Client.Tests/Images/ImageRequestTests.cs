using System.Collections.Frozen;
using RawInference.Images;
using RawInference.Media;

namespace RawInference.Client.Tests.Images;

public class ImageRequestTests
{
    private static readonly ImageRequest Request = Given.Drawing(
        """{"prompts":["a","b","c"],"image_url":"https://a.example/a.png"}""",
        """{"size":"1x1","n":2,"output_format":"webp"}""");

    [Fact]
    public void EachPrompt_IsAPartWithTheSameImages()
    {
        var parts = Request.Split(Given.UnknownModel).Cast<ImageRequest>().ToArray();

        Assert.Equal(["a", "b", "c"], parts.Select(part => Assert.Single(part.Prompts)));
        Assert.All(parts, part => Assert.Equal(Request.Images, part.Images));
        Assert.All(parts, part => Assert.Equal(Request.Parameters, part.Parameters));
        Assert.False(Request.PartsShareModel);
        Assert.Same(parts[0], Assert.Single(parts[0].Split(Given.UnknownModel)));
    }

    [Fact]
    public void Merged_ImagesKeepTheirOrder_AndNameTheirPrompt()
    {
        var merged = (ImageResponse)Request.Merge([Answer("a1", "a2"), Answer("b1"), Answer("c1")]);

        Assert.Equal([("a1", 0), ("a2", 0), ("b1", 1), ("c1", 2)], merged.Images.Select(image => (image.Url!, image.Index)));
    }

    [Fact]
    public void ParameterThatWouldChangeTheOutput_IsRefused_AndAnyOtherDropped()
    {
        var model = Given.Model("size", "n", "output_format");

        Assert.Equal(
            [("parameters.size", true), ("parameters.n", false), ("parameters.output_format", false)],
            Request.Check(model).Select(problem => (problem.Path, problem.CanBeDropped)));
        var adapted = (ImageRequest)Request.AdaptTo(model);
        Assert.Equal((null, 2, "webp"), (adapted.Parameters.Size, adapted.Parameters.Count, adapted.Parameters.OutputFormat));
        Assert.Same(Request, Request.AdaptTo(Given.Model("seed")));
    }

    [Fact]
    public void Image_IsRefusedByAModelThatDrawsFromWordsAlone()
    {
        var words = Given.Model() with { Inputs = FrozenSet<MediaKind>.Empty };

        Assert.Equal(["inputs.image_url"], Request.Check(words).Select(problem => problem.Path));
        Assert.Empty((Request with { Images = [] }).Check(words));
        Assert.Empty(Request.Check(Given.UnknownModel));
    }

    [Fact]
    public void WhatIsNoImage_AndNoPromptAtAll_AreRefused()
    {
        var request = Request with { Prompts = [], Images = [Given.Image() with { Kind = MediaKind.Video, Path = "inputs.video_url" }] };

        Assert.Equal(["inputs.prompts", "inputs.video_url"], request.Check(Given.UnknownModel).Select(problem => problem.Path));
    }

    [Fact]
    public void Images_CanBeReplaced()
    {
        var resolved = Request.WithMedia([Request.Media.Single() with { MediaType = "image/png" }]);

        Assert.Equal("image/png", Assert.Single(resolved.Media).MediaType);
    }

    [Fact]
    public void DefaultsOfAnAlias_LieBeneathTheCallersOwn()
    {
        var bound = (ImageRequest)Request.Bind(new RequestBinding(Operations.Image, Given.Json("""{"size":"2x2","quality":"low"}""")));

        Assert.Equal(("1x1", "low", 2), (bound.Parameters.Size, bound.Parameters.Quality, bound.Parameters.Count));
    }

    private static ImageResponse Answer(params string[] urls) => new() { Images = [.. urls.Select(url => new GeneratedImage { Url = url })] };
}
