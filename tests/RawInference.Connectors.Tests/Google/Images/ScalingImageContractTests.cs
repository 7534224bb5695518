using RawInference.Connectors.Tests.Contract;

namespace RawInference.Connectors.Tests.Google.Images;

/// <summary>A model that draws in several resolutions, whose pixels are others.</summary>
public class ScalingImageContractTests(ContractServer server) : GoogleImageContractTests(server)
{
    protected override string? Size => "1696x2528";

    protected override string Model => "gemini-3-pro-image-preview";
}
