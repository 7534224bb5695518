using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.AudioToText;
using RawInference.Core.Models;
using RawInference.Core.Providers;
using RawInference.Media;

namespace RawInference.Testing;

internal sealed class FakeTranscriptionService(FakeConnector connector, ModelTarget target) : IAudioToTextService
{
    public IReadOnlyDictionary<string, object?> Attributes { get; } = new Dictionary<string, object?>();

    public async Task<IReadOnlyList<TextContent>> GetTextContentsAsync(
        AudioContent content,
        PromptExecutionSettings? executionSettings = null,
        Kernel? kernel = null,
        CancellationToken cancellationToken = default)
    {
        var settings = (RawInferenceExecutionSettings)executionSettings!;
        var result = await connector.Transcribe(connector.Record(new FakeCall
        {
            Number = connector.NextNumber(),
            Target = target,
            CancellationToken = cancellationToken,
            Prompt = settings.Prompt ?? "",
            Settings = settings,
            Audio = (MediaContent?)content.InnerContent,
        }));
        return [new TextContent(result.Text) { InnerContent = result }];
    }
}
