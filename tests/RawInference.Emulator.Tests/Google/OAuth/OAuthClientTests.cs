using System.Net;
using System.Net.Http.Headers;
using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Flows;
using Google.Apis.Auth.OAuth2.Responses;

namespace RawInference.Emulator.Tests.Google.OAuth;

/// <summary>Google's own client library against the token endpoint, and its tokens against Vertex AI.</summary>
public sealed class OAuthClientTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private const string Scope = "https://www.googleapis.com/auth/cloud-platform";
    private const string Model = "/vertex/v1/projects/p/locations/global/publishers/google/models/gemini-2.5-flash:generateContent";

    [Fact]
    public async Task ServiceAccount_GetsATokenThatVertexTakes()
    {
        var token = await ServiceAccount(await FileAsync("/oauth/service-account.json")).GetAccessTokenForRequestAsync();

        Assert.Equal(HttpStatusCode.OK, await CallAsync(token));
    }

    [Fact]
    public async Task User_GetsATokenThatVertexTakes()
    {
        var file = await emulator.GetAsync("/oauth/authorized-user.json");
        using var flow = new AuthorizationCodeFlow(
            new AuthorizationCodeFlow.Initializer(GoogleAuthConsts.AuthorizationUrl, file.GetProperty("token_uri").GetString())
            {
                ClientSecrets = new ClientSecrets
                {
                    ClientId = file.GetProperty("client_id").GetString(),
                    ClientSecret = file.GetProperty("client_secret").GetString(),
                },
            });
        var user = new UserCredential(flow, "user", new TokenResponse { RefreshToken = file.GetProperty("refresh_token").GetString() });

        Assert.Equal(HttpStatusCode.OK, await CallAsync(await user.GetAccessTokenForRequestAsync()));
    }

    [Fact]
    public async Task TokenBeyondItsLifetime_IsRefused()
    {
        var token = await ServiceAccount(await FileAsync("/oauth/service-account.json?expires_in=0")).GetAccessTokenForRequestAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(token));
    }

    [Fact]
    public async Task KeyOfAnotherEmulator_IsRefused()
    {
        await using var other = new RunningEmulator();
        var file = (await other.GetAsync("/oauth/service-account.json")).GetRawText()
            .Replace(other.Address.ToString(), emulator.Address.ToString(), StringComparison.Ordinal);

        var exception = await Assert.ThrowsAsync<TokenResponseException>(() => ServiceAccount(file).GetAccessTokenForRequestAsync());

        Assert.Equal("invalid_grant", exception.Error.Error);
        Assert.Equal("Invalid JWT Signature.", exception.Error.ErrorDescription);
    }

    [Fact]
    public async Task Fault_ReachesTheTokenEndpoint()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth/token") { Content = new FormUrlEncodedContent([]) };
        request.Headers.Add("x-emulator-fault", "status:503");

        using var response = await emulator.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("internal_failure", (await RunningEmulator.ReadAsync(response)).GetProperty("error").GetString());
    }

    private async Task<string> FileAsync(string path) => (await emulator.GetAsync(path)).GetRawText();

    private static ITokenAccess ServiceAccount(string file) =>
        CredentialFactory.FromJson<ServiceAccountCredential>(file).ToGoogleCredential().CreateScoped(Scope);

    private async Task<HttpStatusCode> CallAsync(string token)
    {
        using var response = await emulator.SendAsync(
            Model, GoogleCalls.Said("Hello"), fault: null, request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token));
        return response.StatusCode;
    }
}
