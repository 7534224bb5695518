using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.TextToImage;
using RawInference.Core.Models;
using RawInference.Core.Providers;

namespace RawInference.Testing;

internal sealed class FakeImageService(FakeConnector connector, ModelTarget target) : ITextToImageService
{
    public IReadOnlyDictionary<string, object?> Attributes { get; } = new Dictionary<string, object?>();

    public async Task<IReadOnlyList<ImageContent>> GetImageContentsAsync(
        TextContent input,
        PromptExecutionSettings? executionSettings = null,
        Kernel? kernel = null,
        CancellationToken cancellationToken = default)
    {
        var results = await connector.Draw(connector.Record(new FakeCall
        {
            Number = connector.NextNumber(),
            Target = target,
            CancellationToken = cancellationToken,
            Prompt = input.Text ?? "",
            Settings = (RawInferenceExecutionSettings)executionSettings!,
        }));
        return [.. results.Select(result => new ImageContent { InnerContent = result })];
    }
}
