using System.Net.Http.Headers;
using RawInference.Connectors.Wire;
using RawInference.Core.Providers;

namespace RawInference.Connectors.Google.Vertex;

/// <summary>Proves an account with OAuth tokens of its credentials.</summary>
internal sealed class OAuthCredential(UpstreamClient upstream, ProviderAccount account) : IUpstreamCredential
{
    private readonly AccessTokenCache _tokens = new(upstream.Time, new TokenSource(upstream, account).FetchAsync);

    public async ValueTask<string> ApplyAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var token = await _tokens.GetAsync(cancellationToken);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Value);
        if (token.QuotaProject is { } project)
        {
            request.Headers.TryAddWithoutValidation("x-goog-user-project", project);
        }

        return token.Value;
    }

    public void Refused(string secret) => _tokens.Drop(secret);
}
