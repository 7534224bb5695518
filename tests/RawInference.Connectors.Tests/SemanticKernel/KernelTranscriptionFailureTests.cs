using Microsoft.SemanticKernel.AudioToText;
using Microsoft.SemanticKernel.Connectors.OpenAI;
using RawInference.Connectors.Tests.Contract;
using RawInference.Connectors.Tests.OpenAI;

namespace RawInference.Connectors.Tests.SemanticKernel;

public class KernelTranscriptionFailureTests(ContractServer server) : OpenAITranscriptionFailureTests(server)
{
    protected override bool TellsRequestIds => false;

    /// <summary>An error with status 200 is an answer without text to the SDK.</summary>
    protected override InferenceErrorCode? Told(string fault, bool stream, InferenceErrorCode expected) =>
        fault == "error-200" ? InferenceErrorCode.ProviderInvalidAnswer : expected;

    /// <summary>Semantic Kernel does not pass the cancellation on: the caller is let go, and the call goes on without it.</summary>
    protected override string StateOfAbandoned => "open";


    protected override IAudioToTextService Service(Uri address, string? fault)
    {
        var connector = KernelTarget.Connector((_, model) => new OpenAIAudioToTextService(model, KernelTarget.Client(address)));
        return connector.CreateTranscriptionService(KernelTarget.Of(connector, "whisper-1", fault));
    }
}
