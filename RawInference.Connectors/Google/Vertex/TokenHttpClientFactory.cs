using Google.Apis.Http;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.Google.Vertex;

/// <summary>Lets Google's credentials reach their token server through the one HTTP client of all connectors.</summary>
internal sealed class TokenHttpClientFactory(UpstreamClient upstream, UpstreamAccount account) : HttpClientFactory
{
    protected override HttpMessageHandler CreateHandler(CreateHttpClientArgs args) => new TokenHandler(upstream, account);
}
