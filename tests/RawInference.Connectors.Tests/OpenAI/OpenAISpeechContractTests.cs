using Microsoft.SemanticKernel.TextToAudio;
using RawInference.Connectors.Tests.Contract;

namespace RawInference.Connectors.Tests.OpenAI;

public class OpenAISpeechContractTests(ContractServer server) : SpeechConnectorContract(server)
{
    protected override Uri Nobody => OpenAIContractTarget.Nobody;

    protected override string Path => "/v1/audio/speech";

    protected override string Voice => "alloy";

    protected override (string? Format, string MediaType, byte[] Start) Expected => ("wav", "audio/wav", "RIFF"u8.ToArray());

    protected override bool HasUsage => true;

    protected override bool NeedsVoice => true;

    protected override ITextToAudioService CreateService(Uri address, string? fault) =>
        OpenAIContractTarget.Connector.CreateSpeechService(OpenAIContractTarget.Of(address, "tts-1", fault));
}
