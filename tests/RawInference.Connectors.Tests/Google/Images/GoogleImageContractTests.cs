using Microsoft.SemanticKernel.TextToImage;
using RawInference.Connectors.Tests.Contract;
using RawInference.Images;

namespace RawInference.Connectors.Tests.Google.Images;

public class GoogleImageContractTests(ContractServer server) : ImageConnectorContract(server)
{
    protected override string? Size => "1248x832";

    protected override int MaxCount => 1;

    protected override bool Edits => true;

    protected override (string Name, ImageParameters Parameters)? Dropped => ("quality", new ImageParameters { Quality = "high" });

    protected virtual string Model => "gemini-2.5-flash-image";

    protected override ITextToImageService CreateService() =>
        GoogleContractTarget.Connector.CreateImageService(GoogleContractTarget.Of(Server, Model));
}
