using RawInference.Connectors.Tests.Contract;

namespace RawInference.Connectors.Tests.Google.Chat;

public class Gemini3ChatContractTests(ContractServer server) : GeminiChatContractTests(server)
{
    protected override string Model => GeminiProbe.Level;
}
