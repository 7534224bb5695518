using Azure.Core;

namespace RawInference.Connectors.Tests.AzureOpenAI;

/// <summary>Gives the tokens that a test makes, and counts how often it was asked.</summary>
internal sealed class FakeCredential(Func<int, Task<AccessToken>> give) : TokenCredential
{
    private int _asked;

    public int Asked => _asked;

    public List<string> Scopes { get; } = [];

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Tokens are fetched asynchronously.");

    public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        Scopes.AddRange(requestContext.Scopes);
        return await give(Interlocked.Increment(ref _asked));
    }
}
