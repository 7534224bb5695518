using System.Net.Http.Headers;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.Google.Vertex;

/// <summary>Proves an account with a token that someone else keeps fresh.</summary>
internal sealed class BearerCredential(string token) : IUpstreamCredential
{
    public ValueTask<string> ApplyAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return ValueTask.FromResult(token);
    }
}
