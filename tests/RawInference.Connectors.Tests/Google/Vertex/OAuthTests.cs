using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace RawInference.Connectors.Tests.Google.Vertex;

public sealed class OAuthTests : IDisposable
{
    private const string Answer = """{"predictions":[{"embeddings":{"values":[1,2],"statistics":{"token_count":1.0,"truncated":false} } }]}""";

    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));
    private readonly TokenServerHandler _google = new(Answer);
    private readonly CredentialFiles _files = new();

    public void Dispose()
    {
        _google.Dispose();
        _files.Dispose();
    }

    private IEmbeddingGenerator<string, Embedding<float>> Generator(string? credentialsFile, string? apiKey = null)
    {
        var connector = VertexTarget.Connector(_google, _time);
        var account = VertexTarget.Account(connector, credentialsFile: credentialsFile, apiKey: apiKey);
        return connector.CreateEmbeddingGenerator(VertexTarget.Model(account, "text-embedding-005"));
    }

    [Fact]
    public async Task ServiceAccount_SignsForItsToken()
    {
        await Generator(_files.ServiceAccount()).GenerateAsync(["a"]);

        Assert.Equal(("Bearer token-1", null), (_google.Calls[0].Authorization, _google.Calls[0].QuotaProject));
        var form = Form(_google.TokenBody);
        Assert.Equal("urn:ietf:params:oauth:grant-type:jwt-bearer", form["grant_type"]);
        var claims = Claims(form["assertion"]);
        Assert.Equal("robot@p.test", claims.GetProperty("iss").GetString());
        // The library always names the server that it knows, whoever hands the token out.
        Assert.Equal("https://oauth2.googleapis.com/token", claims.GetProperty("aud").GetString());
        Assert.Equal("https://www.googleapis.com/auth/cloud-platform", claims.GetProperty("scope").GetString());
        Assert.Equal(_time.GetUtcNow().ToUnixTimeSeconds(), claims.GetProperty("iat").GetInt64());
    }

    [Fact]
    public async Task User_RefreshesAndPaysForItsProject()
    {
        await Generator(_files.User()).GenerateAsync(["a"]);

        Assert.Equal(("Bearer token-1", "paying"), (_google.Calls[0].Authorization, _google.Calls[0].QuotaProject));
        var form = Form(_google.TokenBody);
        Assert.Equal(("refresh_token", "refresh-secret", "client", "client-secret"), (form["grant_type"], form["refresh_token"], form["client_id"], form["client_secret"]));
    }

    [Fact]
    public async Task Token_IsUsedUntilShortlyBeforeItExpires()
    {
        var generator = Generator(_files.ServiceAccount());
        await generator.GenerateAsync(["a"]);
        _time.Advance(TimeSpan.FromMinutes(55));
        await generator.GenerateAsync(["a"]);
        Assert.Equal(1, _google.Tokens);

        _time.Advance(TimeSpan.FromMinutes(2));
        await generator.GenerateAsync(["a"]);
        Assert.Equal(["Bearer token-1", "Bearer token-1", "Bearer token-2"], _google.Calls.Select(call => call.Authorization));
    }

    [Fact]
    public async Task TokenThatWasRevoked_IsNotUsedAgain()
    {
        var generator = Generator(_files.ServiceAccount());
        await generator.GenerateAsync(["a"]);
        _google.Revoked = "token-1";

        var error = await Assert.ThrowsAsync<InferenceException>(() => generator.GenerateAsync(["a"]));
        Assert.Equal((InferenceErrorCode.ProviderAccount, 401), (error.Code, error.ProviderStatus));
        await generator.GenerateAsync(["a"]);
        Assert.Equal(["Bearer token-1", "Bearer token-1", "Bearer token-2"], _google.Calls.Select(call => call.Authorization));
    }

    [Fact]
    public async Task Models_ShareTheirAccountsToken()
    {
        var connector = VertexTarget.Connector(_google, _time);
        var account = VertexTarget.Account(connector, credentialsFile: _files.ServiceAccount());
        foreach (var model in new[] { "text-embedding-005", "gemini-embedding-001" })
        {
            await connector.CreateEmbeddingGenerator(VertexTarget.Model(account, model)).GenerateAsync(["a"]);
        }

        Assert.Equal((1, 2), (_google.Tokens, _google.Calls.Count));
    }

    [Fact]
    public async Task CallsAtOnce_WaitForOneToken_AndOneThatLeavesTakesNobodyAlong()
    {
        var gate = new TaskCompletionSource();
        _google.Gate = gate.Task;
        var generator = Generator(_files.ServiceAccount());
        using var leaving = new CancellationTokenSource();
        var left = generator.GenerateAsync(["a"], cancellationToken: leaving.Token);
        var others = Enumerable.Range(0, 8).Select(_ => generator.GenerateAsync(["a"])).ToArray();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left.WaitAsync(HangGuard));

        gate.SetResult();
        await Task.WhenAll(others).WaitAsync(HangGuard);
        Assert.Equal((1, 8), (_google.Tokens, _google.Calls.Count));
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, """{"error":"invalid_grant","error_description":"Invalid JWT Signature."}""", InferenceErrorCode.ProviderAccount)]
    [InlineData(HttpStatusCode.Unauthorized, """{"error":"invalid_client"}""", InferenceErrorCode.ProviderAccount)]
    [InlineData(HttpStatusCode.OK, "{}", InferenceErrorCode.ProviderAccount)]
    [InlineData(HttpStatusCode.OK, """{"access_token":"t","expires_in":"soon"}""", InferenceErrorCode.ProviderAccount)]
    [InlineData(HttpStatusCode.OK, "no json", InferenceErrorCode.ProviderInvalidAnswer)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "", InferenceErrorCode.ProviderFailed)]
    [InlineData(HttpStatusCode.TooManyRequests, "", InferenceErrorCode.ProviderRateLimited)]
    public async Task TokenServerThatRefuses_IsAskedOnceAndTold(HttpStatusCode status, string body, InferenceErrorCode expected)
    {
        _google.TokenAnswer = () => (status, body);
        foreach (var file in new[] { _files.ServiceAccount(), _files.User() })
        {
            var before = _google.Tokens;
            var error = await Assert.ThrowsAsync<InferenceException>(() => Generator(file).GenerateAsync(["a"]));
            Assert.Equal((expected, before + 1), (error.Code, _google.Tokens));
            Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
        }

        Assert.Empty(_google.Calls);
    }

    [Fact]
    public async Task RefusedRefresh_IsTriedAnewByTheNextCall()
    {
        var generator = Generator(_files.ServiceAccount());
        _google.TokenAnswer = () => (HttpStatusCode.ServiceUnavailable, "");
        await Assert.ThrowsAsync<InferenceException>(() => generator.GenerateAsync(["a"]));
        _google.TokenAnswer = null;
        await generator.GenerateAsync(["a"]);
        Assert.Equal("Bearer token-2", Assert.Single(_google.Calls).Authorization);
    }

    [Fact]
    public async Task TokenServerThatIsDown_LeavesWhatIsLeftOfTheToken()
    {
        var generator = Generator(_files.ServiceAccount());
        await generator.GenerateAsync(["a"]);
        _google.TokenAnswer = () => (HttpStatusCode.ServiceUnavailable, "");
        _time.Advance(TimeSpan.FromMinutes(58));
        await generator.GenerateAsync(["a"]);
        Assert.Equal("Bearer token-1", _google.Calls[1].Authorization);

        _time.Advance(TimeSpan.FromMinutes(2));
        await Assert.ThrowsAsync<InferenceException>(() => generator.GenerateAsync(["a"]));
    }

    [Theory]
    [InlineData("no json, but secret")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"type":"secret"}""")]
    [InlineData("""{"type":"authorized_user","refresh_token":"secret"}""")]
    [InlineData("""{"type":"service_account","client_email":"a@b.test","private_key":"secret"}""")]
    public async Task FileThatHasNoCredentials_IsTheConfigurationsFault(string text)
    {
        var error = await Assert.ThrowsAsync<InferenceException>(() => Generator(_files.Text(text)).GenerateAsync(["a"]));
        Assert.Equal(InferenceErrorCode.ProviderAccount, error.Code);
        Assert.Contains("RawInference:Providers:google-vertex:CredentialsFile", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FileThatIsNotThere_IsTheConfigurationsFault()
    {
        var error = await Assert.ThrowsAsync<InferenceException>(() => Generator("/nowhere/key.json").GenerateAsync(["a"]));
        Assert.Equal(InferenceErrorCode.ProviderAccount, error.Code);
    }

    [Fact]
    public async Task BearerToken_IsUsedAsItIs()
    {
        await Generator(credentialsFile: null, apiKey: "ya29.given").GenerateAsync(["a"]);
        Assert.Equal((0, "Bearer ya29.given"), (_google.Tokens, _google.Calls[0].Authorization));
    }

    private static Dictionary<string, string> Form(string body) => body.Split('&').Select(pair => pair.Split('='))
        .ToDictionary(pair => pair[0], pair => WebUtility.UrlDecode(pair[1]));

    private static JsonElement Claims(string assertion)
    {
        var payload = assertion.Split('.')[1].Replace('-', '+').Replace('_', '/');
        return JsonText.Element(Encoding.UTF8.GetString(Convert.FromBase64String(payload.PadRight((payload.Length + 3) / 4 * 4, '='))));
    }
}
