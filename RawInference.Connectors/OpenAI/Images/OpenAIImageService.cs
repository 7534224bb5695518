using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.Services;
using Microsoft.SemanticKernel.TextToImage;
using RawInference.Connectors.Wire;
using RawInference.Core.Images;
using RawInference.Core.Providers;
using RawInference.Images;

namespace RawInference.Connectors.OpenAI.Images;

/// <summary>Images of a prompt (<c>POST images/generations</c>), or of a prompt and images (<c>POST images/edits</c>).</summary>
internal sealed class OpenAIImageService(UpstreamClient upstream, OpenAIServer server) : ITextToImageService
{
    public IReadOnlyDictionary<string, object?> Attributes { get; } =
        new Dictionary<string, object?> { [AIServiceExtensions.ModelIdKey] = server.Model };

    public async Task<IReadOnlyList<ImageContent>> GetImageContentsAsync(
        TextContent input,
        PromptExecutionSettings? executionSettings = null,
        Kernel? kernel = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        var (parameters, options) = CallSettings.Read(executionSettings, ImageParameters.Table, ImageParameters.Default, own => own.Image);
        var images = (executionSettings as RawInferenceExecutionSettings)?.InputImages ?? [];
        var call = new ImageCall(input.Text ?? "", images, parameters, options);
        using var request = server.CreateRequest(call.IsEdit ? "images/edits" : "images/generations", ImageBody.Create(server, call));
        using var answer = await upstream.SendAsync(request, server.Account, cancellationToken);
        using var body = await answer.ReadWholeAsync(upstream.Options.MaxAnswerBytes);
        using var json = answer.Parse(body.Memory);
        return [.. answer.Read(json.RootElement, root => ImageAnswer.Read(root, server, call)).Select(ContentOf)];
    }

    private ImageContent ContentOf(ImageResult result)
    {
        var content = result.Image.Bytes is { } bytes ? new ImageContent(bytes, result.Image.MediaType) : new ImageContent(new Uri(result.Image.Url!));
        content.InnerContent = result;
        content.ModelId = server.Model;
        content.Metadata = new Dictionary<string, object?> { ["RevisedPrompt"] = result.Image.RevisedPrompt, ["Usage"] = result.Usage };
        return content;
    }
}
