using Microsoft.SemanticKernel;
using RawInference.Connectors.Tests.Contract;
using RawInference.Core.Images;
using RawInference.Core.Providers;

namespace RawInference.Connectors.Tests.Google.Images;

public class GoogleImageFailureTests(ContractServer server) : FailureContract(server)
{
    protected override string Path => "/google/v1beta/models/";

    // Google's answers have no header for it.
    protected override bool HasRequestIds => false;

    [Fact]
    public async Task FilteredImage_IsARefusal()
    {
        var error = await Assert.ThrowsAsync<InferenceException>(() => AskAsync("content-filter"));
        Assert.Equal((InferenceErrorCode.ProviderContentPolicy, "IMAGE_SAFETY"), (error.Code, error.ProviderCode));
    }

    protected override Task<FailureReading> AskAsync(string? fault, bool stream = false, CancellationToken cancellationToken = default) =>
        AskAsync(Host.Address, fault, cancellationToken);

    protected override Task AskNobodyAsync() => AskAsync(GoogleContractTarget.Nobody, null, CancellationToken.None);

    private static async Task<FailureReading> AskAsync(Uri address, string? fault, CancellationToken cancellationToken)
    {
        var warnings = new List<InferenceWarning>();
        var service = GoogleContractTarget.Connector.CreateImageService(GoogleContractTarget.Of(address, "gemini-2.5-flash-image", fault));
        var images = await service.GetImageContentsAsync(
            new TextContent("A lighthouse at dusk"),
            new RawInferenceExecutionSettings { OnWarning = warnings.Add },
            cancellationToken: cancellationToken);
        var result = (ImageResult)Assert.Single(images).InnerContent!;
        return new FailureReading(Convert.ToBase64String(result.Image.Bytes!.Value.Span), result.Usage, warnings);
    }
}
