using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.AudioToText;
using RawInference.Connectors.Tests.Contract;
using RawInference.Core.Chat;
using RawInference.Core.Providers;
using RawInference.Core.Transcription;

namespace RawInference.Connectors.Tests.Google.Transcription;

public class GoogleTranscriptionFailureTests(ContractServer server) : FailureContract(server)
{
    protected override string Path => "/google/v1beta/models/";

    // Google's answers have no header for it.
    protected override bool HasRequestIds => false;

    protected override Task<FailureReading> AskAsync(string? fault, bool stream, CancellationToken cancellationToken) =>
        AskAsync(Host.Address, fault, cancellationToken);

    protected override Task AskNobodyAsync() => AskAsync(GoogleContractTarget.Nobody, null, CancellationToken.None);

    private static async Task<FailureReading> AskAsync(Uri address, string? fault, CancellationToken cancellationToken)
    {
        var warnings = new List<InferenceWarning>();
        var service = GoogleContractTarget.Connector.CreateTranscriptionService(GoogleContractTarget.Of(address, "gemini-2.5-flash", fault));
        var text = await service.GetTextContentAsync(
            (AudioContent)ChatHistoryMappingMedia.ToContent(Recording.Silence),
            new RawInferenceExecutionSettings { OnWarning = warnings.Add },
            cancellationToken: cancellationToken);
        return new FailureReading(text.Text!, ((TranscriptionResult)text.InnerContent!).Usage, warnings);
    }
}
