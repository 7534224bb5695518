using Microsoft.Extensions.AI;
using RawInference.Connectors.Tests.Contract;
using RawInference.Connectors.Tests.OpenAI;

namespace RawInference.Connectors.Tests.SemanticKernel;

public class KernelEmbeddingFailureTests(ContractServer server) : OpenAIEmbeddingFailureTests(server)
{
    protected override bool TellsRequestIds => false;

    /// <summary>An error with status 200 is an answer without vectors to the SDK.</summary>
    protected override InferenceErrorCode? Told(string fault, bool stream, InferenceErrorCode expected) =>
        fault == "error-200" ? InferenceErrorCode.ProviderInvalidAnswer : expected;

    protected override IEmbeddingGenerator<string, Embedding<float>> Generator(Uri address, string? fault)
    {
        var connector = KernelTarget.Connector((_, model) => KernelTarget.Client(address).GetEmbeddingClient(model).AsIEmbeddingGenerator());
        return connector.CreateEmbeddingGenerator(KernelTarget.Of(connector, "text-embedding-3-small", fault));
    }
}
