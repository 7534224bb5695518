using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.AudioToText;
using Microsoft.SemanticKernel.Connectors.OpenAI;
using RawInference.Connectors.Tests.Contract;
using RawInference.Core.Providers;
using RawInference.Core.Transcription;
using RawInference.Transcription;

namespace RawInference.Connectors.Tests.SemanticKernel;

public class KernelTranscriptionContractTests(ContractServer server) : TranscriptionConnectorContract(server)
{
    protected override IAudioToTextService CreateService()
    {
        var connector = KernelTarget.Connector((_, model) => new OpenAIAudioToTextService(model, KernelTarget.Client(Server)));
        return connector.CreateTranscriptionService(KernelTarget.Of(connector, "whisper-1"));
    }

    /// <summary>Nothing but timestamps asks for the form that has them, and the language.</summary>
    protected override PromptExecutionSettings CreateSettings(string language) => new RawInferenceExecutionSettings
    {
        Transcription = new TranscriptionParameters { Language = language, Timestamps = ["segment", "word"] },
    };

    protected override void Check(TextContent text)
    {
        var result = Assert.IsType<TranscriptionResult>(text.InnerContent);
        Assert.True(result is { DurationSeconds: > 0, Language: not null, Usage.AudioSeconds: > 0, Segments.Count: > 0, Words.Count: > 0 });
    }
}
