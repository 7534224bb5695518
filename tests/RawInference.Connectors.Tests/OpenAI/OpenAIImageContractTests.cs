using Microsoft.SemanticKernel.TextToImage;
using RawInference.Connectors.Tests.Contract;
using RawInference.Images;

namespace RawInference.Connectors.Tests.OpenAI;

public class OpenAIImageContractTests(ContractServer server) : ImageConnectorContract(server)
{
    protected override string? Size => "1024x1024";

    protected override int MaxCount => 3;

    protected override bool Edits => true;

    protected override (string Name, ImageParameters Parameters)? Dropped => ("seed", new ImageParameters { Seed = 1 });

    protected override ITextToImageService CreateService() =>
        OpenAIContractTarget.Connector.CreateImageService(OpenAIContractTarget.Of(Server, "gpt-image-1"));
}
