using System.Globalization;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.Connectors.AzureOpenAI;
using Microsoft.SemanticKernel.Connectors.OpenAI;
using Microsoft.SemanticKernel.Services;
using Microsoft.SemanticKernel.TextToImage;
using RawInference.Connectors.Wire;
using RawInference.Core.Images;
using RawInference.Core.Providers;
using RawInference.Images;

namespace RawInference.Connectors.SemanticKernel.Services;

/// <summary>Someone else's image service as one of ours.</summary>
internal sealed class KernelImageService(ITextToImageService service, string model, KernelProviderOptions options, KernelCalls calls) : ITextToImageService
{
    public IReadOnlyDictionary<string, object?> Attributes { get; } = new Dictionary<string, object?> { [AIServiceExtensions.ModelIdKey] = model };

    public async Task<IReadOnlyList<ImageContent>> GetImageContentsAsync(
        TextContent input,
        PromptExecutionSettings? executionSettings = null,
        Kernel? kernel = null,
        CancellationToken cancellationToken = default)
    {
        var (parameters, call) = CallSettings.Read(executionSettings, ImageParameters.Table, ImageParameters.Default, own => own.Image);
        var own = executionSettings as RawInferenceExecutionSettings ?? new RawInferenceExecutionSettings { Image = parameters, ProviderOptions = call.ProviderOptions };
        var settings = options.Settings?.Invoke(own) ?? SettingsOf(parameters, own, call);
        var images = await calls.AskAsync(token => service.GetImageContentsAsync(input, settings, kernel, token), cancellationToken);
        if (images.Count < (parameters.Count ?? 1))
        {
            throw calls.Invalid(string.Create(CultureInfo.InvariantCulture, $"has {images.Count} of the {parameters.Count ?? 1} images that were asked for"));
        }

        call.WarnOfRaw(has: false);
        return
        [
            .. images.Select(image => new ImageContent
            {
                Data = image.Data,
                Uri = image.Uri,
                MimeType = image.MimeType,
                ModelId = model,
                InnerContent = ResultOf(image, call),
            }),
        ];
    }

    private PromptExecutionSettings SettingsOf(ImageParameters parameters, RawInferenceExecutionSettings own, CallSettings call)
    {
        if (own.InputImages is [var first, ..])
        {
            throw InferenceException.Invalid(first.Path, "cannot be passed to the service that was registered for this provider: it draws from a prompt alone.");
        }

        if (service is not (OpenAITextToImageService or AzureOpenAITextToImageService))
        {
            return ServiceSettings.Plain(
                call,
                options,
                ("size", parameters.Size),
                ("n", parameters.Count),
                ("quality", parameters.Quality),
                ("background", parameters.Background),
                ("output_format", parameters.OutputFormat),
                ("output_compression", parameters.OutputCompression),
                ("seed", parameters.Seed));
        }

        ServiceSettings.Refuse("n", parameters.Count > 1);
        ServiceSettings.Refuse("output_format", parameters.OutputFormat is not null);
        var size = SizeOf(parameters.Size);

        // Semantic Kernel knows these two words, and makes others of the rest.
        var quality = parameters.Quality is "standard" or "hd" ? parameters.Quality : null;
        call.Dropped("size", size is null ? parameters.Size : null);
        call.Dropped("quality", quality is null ? parameters.Quality : null);
        call.Dropped("background", parameters.Background);
        call.Dropped("output_compression", parameters.OutputCompression);
        call.Dropped("seed", parameters.Seed);
        call.Dropped("provider_options", call.ProviderOptions);
        return new OpenAITextToImageExecutionSettings { Size = size, Quality = quality };
    }

    private static (int Width, int Height)? SizeOf(string? size) =>
        size?.Split('x') is [var width, var height]
        && int.TryParse(width, NumberStyles.None, CultureInfo.InvariantCulture, out var across)
        && int.TryParse(height, NumberStyles.None, CultureInfo.InvariantCulture, out var down)
            ? (across, down)
            : null;

    private ImageResult ResultOf(ImageContent image, CallSettings call) => new()
    {
        Image = new GeneratedImage
        {
            Bytes = image.Data is { IsEmpty: false } bytes ? bytes : null,
            Url = image.Data is { IsEmpty: false } ? null : image.Uri?.OriginalString ?? throw calls.Invalid("has an image without bytes and address"),
            MediaType = image.MimeType,
            RevisedPrompt = ServiceFacts.Member(image.InnerContent, "RevisedPrompt") as string,
        },
        Usage = ServiceUsage.Of(image.Metadata, null, call.OnWarning),
        ResponseId = ServiceFacts.IdOf(image.Metadata),
        Model = image.ModelId,
    };
}
