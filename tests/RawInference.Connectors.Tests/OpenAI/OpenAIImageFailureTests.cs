using Microsoft.SemanticKernel;
using RawInference.Connectors.Tests.Contract;
using RawInference.Core.Images;
using RawInference.Core.Providers;

namespace RawInference.Connectors.Tests.OpenAI;

public class OpenAIImageFailureTests(ContractServer server) : FailureContract(server)
{
    protected override string Path => "/v1/images/generations";

    protected override Task<FailureReading> AskAsync(string? fault, bool stream, CancellationToken cancellationToken) =>
        AskAsync(Host.Address, fault, cancellationToken);

    protected override Task AskNobodyAsync() => AskAsync(OpenAIContractTarget.Nobody, null, CancellationToken.None);

    private static async Task<FailureReading> AskAsync(Uri address, string? fault, CancellationToken cancellationToken)
    {
        var warnings = new List<InferenceWarning>();
        var service = OpenAIContractTarget.Connector.CreateImageService(OpenAIContractTarget.Of(address, "gpt-image-1", fault));
        var images = await service.GetImageContentsAsync(
            new TextContent("A lighthouse at dusk"),
            new RawInferenceExecutionSettings { OnWarning = warnings.Add },
            cancellationToken: cancellationToken);
        var result = (ImageResult)Assert.Single(images).InnerContent!;
        return new FailureReading(Convert.ToBase64String(result.Image.Bytes!.Value.Span), result.Usage, warnings);
    }
}
