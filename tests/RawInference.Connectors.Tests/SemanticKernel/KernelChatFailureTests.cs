using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Connectors.OpenAI;
using RawInference.Connectors.Tests.Contract;
using RawInference.Connectors.Tests.OpenAI;

namespace RawInference.Connectors.Tests.SemanticKernel;

public class KernelChatFailureTests(ContractServer server) : OpenAIChatFailureTests(server)
{
    /// <summary>The SDK keeps the response's headers on refusals only.</summary>
    protected override bool TellsRequestIds => false;

    /// <summary>
    /// The SDK ends a stream alike at an error's frame, at a cut and at its end: what tells is that the finish reason is missing. It wants no
    /// <c>[DONE]</c>, and bounds no event.
    /// </summary>
    protected override InferenceErrorCode? Told(string fault, bool stream, InferenceErrorCode expected) => fault switch
    {
        "error-frame:1" or "error-200" when stream => InferenceErrorCode.StreamCut,
        "end:1000" or "long-line:9000000" => null,
        _ => expected,
    };

    protected override IChatCompletionService CreateService(Uri address, string? fault)
    {
        var connector = KernelTarget.Connector((_, model) => new OpenAIChatCompletionService(model, KernelTarget.Client(address)));
        return connector.CreateChatService(KernelTarget.Of(connector, "gpt-4o-mini", fault));
    }
}
