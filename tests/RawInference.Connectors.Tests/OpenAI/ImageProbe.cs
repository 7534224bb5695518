using Microsoft.SemanticKernel;
using RawInference.Core.Images;
using RawInference.Core.Providers;
using RawInference.Images;
using RawInference.Media;

namespace RawInference.Connectors.Tests.OpenAI;

/// <summary>Asks the image service once, over canned answers.</summary>
internal sealed class ImageProbe(CannedHandler handler, string model, bool known = true)
{
    public List<InferenceWarning> Warnings { get; } = [];

    public async Task<ImageResult[]> SendAsync(
        ImageParameters? parameters = null, MediaContent[]? images = null, string? providerOptions = null, bool includeRaw = false)
    {
        var connector = OpenAITarget.Connector(handler);
        var contents = await connector.CreateImageService(OpenAITarget.Of(connector, model, known: known)).GetImageContentsAsync(
            new TextContent("A lighthouse"),
            new RawInferenceExecutionSettings
            {
                Image = parameters ?? ImageParameters.Default,
                InputImages = images ?? [],
                ProviderOptions = providerOptions is null ? null : JsonText.Element(providerOptions),
                IncludeRaw = includeRaw,
                OnWarning = Warnings.Add,
            });
        return [.. contents.Select(content =>
        {
            var result = Assert.IsType<ImageResult>(content.InnerContent);
            Assert.Equal(result.Image.Bytes?.ToArray(), content.Data?.ToArray());
            Assert.Equal(result.Image.Url, content.Uri?.OriginalString);
            return result;
        })];
    }
}
