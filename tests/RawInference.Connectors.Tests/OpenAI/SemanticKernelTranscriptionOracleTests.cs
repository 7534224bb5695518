using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.AudioToText;
using Microsoft.SemanticKernel.Connectors.OpenAI;
using RawInference.Connectors.Tests.Contract;

namespace RawInference.Connectors.Tests.OpenAI;

public class SemanticKernelTranscriptionOracleTests(ContractServer server) : TranscriptionConnectorContract(server)
{
    protected override IAudioToTextService CreateService() => SemanticKernelOracle.Transcription(Server);

    protected override PromptExecutionSettings CreateSettings(string language) =>
        new OpenAIAudioToTextExecutionSettings("audio.wav") { Language = language, ResponseFormat = "verbose_json" };

    protected override void Check(TextContent text) => Assert.Equal("english", text.Metadata!["Language"]);
}
