using Microsoft.SemanticKernel.TextToAudio;
using RawInference.Connectors.Tests.Contract;

namespace RawInference.Connectors.Tests.Google.Speech;

public class GoogleSpeechContractTests(ContractServer server) : SpeechConnectorContract(server)
{
    protected override Uri Nobody => GoogleContractTarget.Nobody;

    protected override string Path => "/google/v1beta/models/";

    protected override string Voice => "Kore";

    protected override (string? Format, string MediaType, byte[] Start) Expected => ("wav", "audio/wav", "RIFF"u8.ToArray());

    protected override bool HasUsage => true;

    // Google's answers have no header for it.
    protected override bool HasRequestIds => false;

    protected override bool NeedsVoice => false;

    protected override ITextToAudioService CreateService(Uri address, string? fault) =>
        GoogleContractTarget.Connector.CreateSpeechService(GoogleContractTarget.Of(address, "gemini-2.5-flash-preview-tts", fault));
}
