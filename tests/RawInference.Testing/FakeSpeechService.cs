using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.TextToAudio;
using RawInference.Core.Models;
using RawInference.Core.Providers;

namespace RawInference.Testing;

internal sealed class FakeSpeechService(FakeConnector connector, ModelTarget target) : ITextToAudioService
{
    public IReadOnlyDictionary<string, object?> Attributes { get; } = new Dictionary<string, object?>();

    public async Task<IReadOnlyList<AudioContent>> GetAudioContentsAsync(
        string text,
        PromptExecutionSettings? executionSettings = null,
        Kernel? kernel = null,
        CancellationToken cancellationToken = default)
    {
        var result = await connector.Speak(connector.Record(new FakeCall
        {
            Number = connector.NextNumber(),
            Target = target,
            CancellationToken = cancellationToken,
            Prompt = text,
            Settings = (RawInferenceExecutionSettings)executionSettings!,
        }));
        return [new AudioContent { InnerContent = result }];
    }
}
