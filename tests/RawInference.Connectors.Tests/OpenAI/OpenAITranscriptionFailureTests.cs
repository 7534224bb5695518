using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.AudioToText;
using RawInference.Connectors.Tests.Contract;
using RawInference.Core.Chat;
using RawInference.Core.Providers;
using RawInference.Core.Transcription;

namespace RawInference.Connectors.Tests.OpenAI;

public class OpenAITranscriptionFailureTests(ContractServer server) : FailureContract(server)
{
    protected override string Path => "/v1/audio/transcriptions";

    protected override Task<FailureReading> AskAsync(string? fault, bool stream, CancellationToken cancellationToken) =>
        AskAsync(Host.Address, fault, cancellationToken);

    protected override Task AskNobodyAsync() => AskAsync(OpenAIContractTarget.Nobody, null, CancellationToken.None);

    protected virtual IAudioToTextService Service(Uri address, string? fault) =>
        OpenAIContractTarget.Connector.CreateTranscriptionService(OpenAIContractTarget.Of(address, "whisper-1", fault));

    private async Task<FailureReading> AskAsync(Uri address, string? fault, CancellationToken cancellationToken)
    {
        var warnings = new List<InferenceWarning>();
        var text = await Service(address, fault).GetTextContentAsync(
            (AudioContent)ChatHistoryMappingMedia.ToContent(Recording.Silence),
            new RawInferenceExecutionSettings { OnWarning = warnings.Add },
            cancellationToken: cancellationToken);
        return new FailureReading(text.Text!, ((TranscriptionResult)text.InnerContent!).Usage, warnings);
    }
}
