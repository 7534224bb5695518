using RawInference.Connectors.Tests.Contract;

namespace RawInference.Connectors.Tests.OpenAI;

public class ResponsesFailureTests(ContractServer server) : OpenAIChatFailureTests(server)
{
    protected override string Path => "/v1/responses";

    protected override string Dialect => "responses";
}
