using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.TextToImage;
using RawInference.Core.Models;
using RawInference.Core.Pipeline;
using RawInference.Core.Pipeline.Media;
using RawInference.Core.Providers;
using RawInference.Images;
using RawInference.Media;

namespace RawInference.Core.Images;

/// <summary>Asks an image service for the images of one prompt.</summary>
internal sealed class ImageHandler : IOperationHandler
{
    private readonly ServiceCache<ITextToImageService> _services =
        new(target => ((IImageConnector)target.Account.Connector).CreateImageService(target));

    public string Operation => Operations.Image;

    public bool CanServe(IConnector connector) => connector is IImageConnector;

    public async ValueTask<InferenceAnswer> OpenAsync(InferenceContext context)
    {
        var request = (ImageRequest)context.Request;
        var settings = new RawInferenceExecutionSettings
        {
            Image = request.Parameters,
            InputImages = request.Images,
            ProviderOptions = request.ProviderOptions,
            IncludeRaw = request.Call.IncludeRaw,
            OnWarning = context.Warn,
        };

        var contents = await _services.Get(context.Target!)
            .GetImageContentsAsync(new TextContent(request.Prompts.Single()), settings, kernel: null, context.CancellationToken);
        var results = contents.Select(content => ResultOf(content, context.Target!)).ToArray();
        if (results.Length == 0)
        {
            throw new InferenceException(InferenceErrorCode.ProviderInvalidAnswer, $"{context.Target} answered without an image.");
        }

        return InferenceAnswer.Of(new ImageResponse
        {
            Images = [.. results.Select(result => Checked(result.Image, context.Target!))],
            Usage = results[0].Usage,
            Model = results[0].Model ?? "",
            ProviderResponseId = results[0].ResponseId,
            Raw = results[0].Raw is { } raw ? [raw] : [],
        });
    }

    private static GeneratedImage Checked(GeneratedImage image, ModelTarget target) => image switch
    {
        { Bytes: { IsEmpty: false } bytes } => image with { MediaType = image.MediaType ?? MediaSniffer.OfKind(bytes.Span, MediaKind.Image) },
        { Bytes: null, Url.Length: > 0 } => image,
        _ => throw new InferenceException(InferenceErrorCode.ProviderInvalidAnswer, $"{target} answered with an image that has neither bytes nor a URL."),
    };

    private static ImageResult ResultOf(ImageContent content, ModelTarget target) => content.InnerContent as ImageResult
        ?? throw new InvalidOperationException(
            $"The image service of '{target.Account.Connector.Name}' does not give its answers as {nameof(IImageConnector)} says.");
}
