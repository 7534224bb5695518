using System.Text.Json;
using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Flows;
using Google.Apis.Auth.OAuth2.Responses;
using Google.Apis.Http;
using Google.Apis.Util;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.Google.Vertex;

/// <summary>Credentials as Google writes them to a file; its <c>token_uri</c> says who hands out the tokens.</summary>
internal sealed class CredentialFile
{
    private const string Scope = "https://www.googleapis.com/auth/cloud-platform";

    private readonly Func<CancellationToken, Task<TokenResponse>> _fetch;
    private readonly string? _quotaProject;

    private CredentialFile(Func<CancellationToken, Task<TokenResponse>> fetch, string? quotaProject)
    {
        _fetch = fetch;
        _quotaProject = quotaProject;
    }

    public static CredentialFile Read(string json, HttpClientFactory http, IClock clock)
    {
        using var document = JsonDocument.Parse(json);
        var file = document.RootElement;
        Func<CancellationToken, Task<TokenResponse>> fetch = Required(file, "type") switch
        {
            JsonCredentialParameters.ServiceAccountCredentialType => OfService(ServiceAccount(file, http, clock)),
            JsonCredentialParameters.AuthorizedUserCredentialType => OfUser(User(file, http, clock)),
            var type => OfService(Other(json, type, http)),
        };
        return new CredentialFile(fetch, Text(file, "quota_project_id"));
    }

    public async Task<(TokenResponse Token, string? QuotaProject)> FetchAsync(CancellationToken cancellationToken) =>
        (await _fetch(cancellationToken), _quotaProject);

    private static Func<CancellationToken, Task<TokenResponse>> OfService(ServiceCredential credential) => async cancellationToken =>
    {
        await credential.RequestAccessTokenAsync(cancellationToken);
        return credential.Token;
    };

    private static Func<CancellationToken, Task<TokenResponse>> OfUser(UserCredential credential) => async cancellationToken =>
    {
        await credential.RefreshTokenAsync(cancellationToken);
        return credential.Token;
    };

    /// <summary>Without Google's own retries, which would hold a call up for minutes: the gateway has its own.</summary>
    private static ServiceAccountCredential ServiceAccount(JsonElement file, HttpClientFactory http, IClock clock) => new(
        new ServiceAccountCredential.Initializer(Required(file, "client_email"), Text(file, "token_uri") ?? GoogleAuthConsts.OidcTokenUrl)
        {
            KeyId = Text(file, "private_key_id"),
            Scopes = [Scope],
            HttpClientFactory = http,
            Clock = clock,
            DefaultExponentialBackOffPolicy = ExponentialBackOffPolicy.None,
        }.FromPrivateKey(Required(file, "private_key")));

    private static UserCredential User(JsonElement file, HttpClientFactory http, IClock clock)
    {
        var flow = new AuthorizationCodeFlow(
            new AuthorizationCodeFlow.Initializer(GoogleAuthConsts.OidcAuthorizationUrl, Text(file, "token_uri") ?? GoogleAuthConsts.OidcTokenUrl)
            {
                ClientSecrets = new ClientSecrets { ClientId = Required(file, "client_id"), ClientSecret = Required(file, "client_secret") },
                HttpClientFactory = http,
                Clock = clock,
                DefaultExponentialBackOffPolicy = ExponentialBackOffPolicy.None,
            });
        return new UserCredential(flow, "user", new TokenResponse { RefreshToken = Required(file, "refresh_token") });
    }

    /// <summary>Accounts of other clouds, and impersonation.</summary>
    private static ServiceCredential Other(string json, string type, HttpClientFactory http) =>
        CredentialFactory.FromJson(json, type).CreateScoped(Scope).CreateWithHttpClientFactory(http).UnderlyingCredential as ServiceCredential
        ?? throw new NotSupportedException();

    private static string Required(JsonElement file, string name) => Text(file, name) ?? throw new FormatException($"'{name}' is missing.");

    private static string? Text(JsonElement file, string name) => file.Member(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
}
