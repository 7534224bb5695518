using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.TextToImage;
using RawInference.Core.Images;
using RawInference.Core.Providers;
using RawInference.Images;

namespace RawInference.Connectors.Tests.Contract;

/// <summary>What every image connector of ours does. How it fails is told by <see cref="FailureContract"/>.</summary>
public abstract class ImageConnectorContract(ContractServer server) : IClassFixture<ContractServer>
{
    private readonly List<InferenceWarning> _warnings = [];

    protected Uri Server => server.Address;

    /// <summary>A size that the model draws, as <c>widthxheight</c>; null where it takes none.</summary>
    protected abstract string? Size { get; }

    /// <summary>The most images of one call.</summary>
    protected abstract int MaxCount { get; }

    /// <summary>Whether the model works from images.</summary>
    protected abstract bool Edits { get; }

    /// <summary>A parameter that the dialect has no field for, and its name; null where it has one for each.</summary>
    protected abstract (string Name, ImageParameters Parameters)? Dropped { get; }

    /// <summary>A model that draws PNG.</summary>
    protected abstract ITextToImageService CreateService();

    [Fact]
    public async Task Prompt_HasItsImageWithUsage()
    {
        var image = Assert.Single(await DrawAsync(new ImageParameters { Size = Size }));

        Assert.Equal("image/png", image.Image.MediaType);
        Assert.NotNull(PngFacts.SizeOf(image.Image.Bytes!.Value.Span));
        Assert.True(Size is null || PngFacts.SizeOf(image.Image.Bytes!.Value.Span) == Size);
        Assert.True(image.Usage is { Completion: > 0 } or { Images: 1 });
        Assert.NotEmpty(image.Model!);
        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task SeveralImages_ComeInTheirNumber()
    {
        var images = await DrawAsync(new ImageParameters { Count = MaxCount });
        Assert.Equal(MaxCount, images.Count);
        Assert.All(images, image => Assert.NotNull(PngFacts.SizeOf(image.Image.Bytes!.Value.Span)));
    }

    [Fact]
    public async Task ImageToWorkFrom_IsTakenOrRefused()
    {
        var settings = new RawInferenceExecutionSettings { InputImages = [PngFacts.Pixel], OnWarning = _warnings.Add };
        if (Edits)
        {
            Assert.NotEmpty(await DrawAsync(settings));
        }
        else
        {
            await Assert.ThrowsAsync<InferenceException>(() => DrawAsync(settings));
        }
    }

    [Fact]
    public async Task ParameterWithoutAField_IsAWarning()
    {
        if (Dropped is { } dropped)
        {
            Assert.NotEmpty(await DrawAsync(dropped.Parameters));
            Assert.Equal((WarningCodes.ParameterDropped, $"parameters.{dropped.Name}"), _warnings.Select(warning => (warning.Code, warning.Path!)).Single());
        }
    }

    [Fact]
    public async Task ExtensionDataThatNobodyKnows_IsRefused()
    {
        var settings = new PromptExecutionSettings { ExtensionData = new Dictionary<string, object> { ["siz"] = "1x1" } };
        var error = await Assert.ThrowsAsync<InferenceException>(() => DrawAsync(settings));
        Assert.Equal("parameters.siz", Assert.Single(error.Problems).Path);
    }

    [Fact]
    public async Task ProviderOptionOfTheGatewaysOwn_IsRefused()
    {
        var settings = new RawInferenceExecutionSettings { ProviderOptions = JsonText.Element("""{"model":"other"}""") };
        var error = await Assert.ThrowsAsync<InferenceException>(() => DrawAsync(settings));
        Assert.Equal("parameters.provider_options.model", Assert.Single(error.Problems).Path);
    }

    [Fact]
    public async Task Raw_IsKeptWhereItIsAskedFor()
    {
        Assert.NotNull((await DrawAsync(new RawInferenceExecutionSettings { IncludeRaw = true }))[0].Raw);
        Assert.Null((await DrawAsync(ImageParameters.Default))[0].Raw);
    }

    private Task<IReadOnlyList<ImageResult>> DrawAsync(ImageParameters parameters) =>
        DrawAsync(new RawInferenceExecutionSettings { Image = parameters, OnWarning = _warnings.Add });

    private async Task<IReadOnlyList<ImageResult>> DrawAsync(PromptExecutionSettings settings)
    {
        var contents = await CreateService().GetImageContentsAsync(new TextContent("A lighthouse at dusk"), settings);
        return [.. contents.Select(content => Assert.IsType<ImageResult>(content.InnerContent))];
    }
}
