using System.Text.Json;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.Services;
using Microsoft.SemanticKernel.TextToImage;
using RawInference.Connectors.Wire;
using RawInference.Core.Images;
using RawInference.Core.Providers;
using RawInference.Images;
using RawInference.Usage;

namespace RawInference.Connectors.Google.Images;

/// <summary>Draws, or changes images that are given, with a model that answers in images.</summary>
internal sealed class GoogleImageService(GenerationClient client) : ITextToImageService
{
    public IReadOnlyDictionary<string, object?> Attributes { get; } =
        new Dictionary<string, object?> { [AIServiceExtensions.ModelIdKey] = client.Server.Model };

    public Task<IReadOnlyList<ImageContent>> GetImageContentsAsync(
        TextContent input,
        PromptExecutionSettings? executionSettings = null,
        Kernel? kernel = null,
        CancellationToken cancellationToken = default)
    {
        var (parameters, call) = CallSettings.Read(executionSettings, ImageParameters.Table, ImageParameters.Default, own => own.Image);
        var images = (executionSettings as RawInferenceExecutionSettings)?.InputImages ?? [];
        var body = ImageBody.Create(client.Server, input.Text ?? "", images, parameters, call);
        return client.AskAsync(body, call, (generation, raw) => ContentsOf(generation, raw, call), cancellationToken);
    }

    private IReadOnlyList<ImageContent> ContentsOf(Generation generation, JsonElement? raw, CallSettings call)
    {
        var contents = new List<ImageContent>();
        foreach (var (type, bytes) in generation.Data)
        {
            if (!type.StartsWith("image/", StringComparison.Ordinal))
            {
                Notice(call, $"The answer also has {type}, for which an image has no field; include_raw shows it.");
                continue;
            }

            contents.Add(new ImageContent(bytes, type)
            {
                ModelId = client.Server.Model,
                InnerContent = new ImageResult
                {
                    Image = new GeneratedImage { Bytes = bytes, MediaType = type },
                    Usage = OfImages(generation.Usage),
                    ResponseId = generation.ResponseId,
                    Model = generation.Model ?? client.Server.Model,
                    Raw = raw,
                },
            });
        }

        if (contents.Count == 0)
        {
            // A model that answers in words may draw the next time; what it wrote is its output, which an error must not quote.
            throw new InferenceException(
                InferenceErrorCode.ProviderInvalidAnswer,
                $"{client.Server.Account.Name} answered {(generation.Text.Length > 0 ? "in words and " : "")}without an image.");
        }

        if (generation.Text is { Length: > 0 } words)
        {
            Notice(call, $"The model says beside its image: {words}");
        }

        return contents;
    }

    /// <summary>Without details what is drawn is images, which cost more than words.</summary>
    private static TokenUsage? OfImages(TokenUsage? usage) => usage is { ImageCompletion: null }
        ? usage with { ImageCompletion = usage.Completion - (usage.Reasoning ?? 0) }
        : usage;

    private static void Notice(CallSettings call, string message) => call.Warn(WarningCodes.ProviderNotice, null, message);
}
