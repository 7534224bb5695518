using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.AudioToText;
using RawInference.Connectors.Tests.Contract;
using RawInference.Core.Providers;
using RawInference.Core.Transcription;
using RawInference.Transcription;

namespace RawInference.Connectors.Tests.OpenAI;

public class OpenAITranscriptionContractTests(ContractServer server) : TranscriptionConnectorContract(server)
{
    protected override IAudioToTextService CreateService() =>
        OpenAIContractTarget.Connector.CreateTranscriptionService(OpenAIContractTarget.Of(Server, "whisper-1"));

    protected override PromptExecutionSettings CreateSettings(string language) =>
        new RawInferenceExecutionSettings { Transcription = new TranscriptionParameters { Language = language } };

    protected override void Check(TextContent text) =>
        Assert.True(text.InnerContent is TranscriptionResult { DurationSeconds: > 0, Language: not null, Usage.AudioSeconds: > 0 });
}
