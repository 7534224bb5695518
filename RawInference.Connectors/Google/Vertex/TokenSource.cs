using System.Security.Cryptography;
using System.Text.Json;
using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Responses;
using RawInference.Connectors.Wire;
using RawInference.Core.Providers;

namespace RawInference.Connectors.Google.Vertex;

/// <summary>
/// Fetches an account's tokens with the credentials that are found first: <c>CredentialsFile</c>, then what Google calls application
/// default credentials (the file that <c>GOOGLE_APPLICATION_CREDENTIALS</c> names, gcloud's own, the machine's service account).
/// A file is read again for each token, so that a new key needs no restart.
/// </summary>
internal sealed class TokenSource(UpstreamClient upstream, ProviderAccount account)
{
    private readonly CredentialClock _clock = new(upstream.Time);

    private readonly TokenHttpClientFactory _http = new(upstream, new UpstreamAccount($"The token server of {account.Name}", null, Classify));

    /// <exception cref="InferenceException">There are no credentials, or they are not accepted.</exception>
    public async Task<AccessToken> FetchAsync(CancellationToken cancellationToken)
    {
        var path = account.CredentialsFile ?? DefaultCredentials.FindFile();
        try
        {
            var (token, quotaProject) = path is null
                ? await MachineTokenAsync(cancellationToken)
                : await CredentialsOf(await File.ReadAllTextAsync(path, cancellationToken)).FetchAsync(cancellationToken);
            return token.AccessToken is { Length: > 0 } value
                ? new AccessToken(value, upstream.Time.GetUtcNow() + TimeSpan.FromSeconds(token.ExpiresInSeconds ?? 0), quotaProject)
                : throw Refused("do not lead to a token", null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Refused("cannot be read", exception);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or CryptographicException or ArgumentException or NotSupportedException)
        {
            throw Refused("are not what Google calls credentials: a service account's key or a user's refresh token, as JSON", exception);
        }
        catch (Exception exception) when (exception is TokenResponseException or InvalidOperationException or Newtonsoft.Json.JsonException)
        {
            throw Refused("were not accepted", exception);
        }
    }

    /// <summary>Whatever the token server refuses, the account's credentials are at fault; what it cannot do just now is another matter.</summary>
    private static InferenceErrorCode? Classify(ProviderError error) =>
        error.Status is >= 400 and < 500 and not (408 or 429) ? InferenceErrorCode.ProviderAccount : null;

    private CredentialFile CredentialsOf(string json) => CredentialFile.Read(json, _http, _clock);

    private async Task<(TokenResponse Token, string? QuotaProject)> MachineTokenAsync(CancellationToken cancellationToken)
    {
        var machine = new ComputeCredential(new ComputeCredential.Initializer
        {
            HttpClientFactory = _http,
            Clock = _clock,
            DefaultExponentialBackOffPolicy = global::Google.Apis.Http.ExponentialBackOffPolicy.None,
        });
        try
        {
            await machine.RequestAccessTokenAsync(cancellationToken);
            return (machine.Token, null);
        }
        catch (InferenceException exception) when (exception.Code == InferenceErrorCode.ProviderUnreachable)
        {
            throw Refused("are missing: set CredentialsFile, or GOOGLE_APPLICATION_CREDENTIALS in the environment", exception);
        }
    }

    /// <summary>Never with the file's content: it is a secret, and so may be what a parser quotes of it.</summary>
    private InferenceException Refused(string what, Exception? exception) => new(
        InferenceErrorCode.ProviderAccount,
        $"The credentials of {account.Name} (RawInference:Providers:{account.Name}:CredentialsFile) {what}.",
        exception);
}
