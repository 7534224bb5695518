using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RawInference.Emulator.Google.OAuth;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Tests.Refusals;

namespace RawInference.Emulator.Tests.Google.OAuth;

/// <summary>Every row of the token endpoint's table; assertions must be signed, so the examples are made here.</summary>
public sealed class OAuthRefusalTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private const string JwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private static readonly IReadOnlyList<Refusal> Rows = OAuthProtocol.Instance.Refusals.All;

    /// <summary>What each example changes in a form that would be taken.</summary>
    private static readonly Dictionary<string, Action<Example>> Examples = new()
    {
        ["grant-missing"] = example => example.Form.Remove("grant_type"),
        ["grant-unsupported"] = example => example.Form["grant_type"] = "password",
        ["assertion-unreadable"] = example => example.Assertion = "a.b",
        ["assertion-algorithm"] = example => example.Header["alg"] = "HS256",
        ["assertion-issuer"] = example => example.Claims["iss"] = "nobody@example.com",
        ["assertion-signature"] = example => example.Tampered = true,
        ["assertion-audience"] = example => example.Claims["aud"] = "https://example.com/token",
        ["assertion-lifetime"] = example => example.Claims["exp"] = (long)example.Claims["iat"]! + 7200,
        ["assertion-scope"] = example => example.Claims.Remove("scope"),
        ["client-unknown"] = example => example.User["client_id"] = "other",
        ["client-secret"] = example => example.User["client_secret"] = "other",
        ["refresh-token-unknown"] = example => example.User["refresh_token"] = "other",
    };

    public static TheoryData<string> Ids => [.. Rows.Select(refusal => refusal.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Example_IsRefusedAsItsRowSays(string id)
    {
        var row = Rows.Single(refusal => refusal.Id == id);

        using var response = await SendAsync(Examples[id]);

        var error = await RunningEmulator.ReadAsync(response);
        Assert.Equal((HttpStatusCode)row.Status, response.StatusCode);
        Assert.Equal(row.Type, error.GetProperty("error").GetString());
        RefusalExamples.AssertWorded(row.Message, error.GetProperty("error_description").GetString()!);
    }

    [Fact]
    public void EveryExample_HasARow() => Assert.Equal(Rows.Select(refusal => refusal.Id).Order(), Examples.Keys.Order());

    [Fact]
    public void EveryRow_HasAPublicSource() =>
        Assert.All(Rows, refusal => Assert.StartsWith("https://", refusal.Source, StringComparison.Ordinal));

    [Fact]
    public async Task UnchangedExample_GetsAToken()
    {
        using var response = await SendAsync(_ => { });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(3599, (await RunningEmulator.ReadAsync(response)).GetProperty("expires_in").GetInt32());
    }

    private async Task<HttpResponseMessage> SendAsync(Action<Example> change)
    {
        var file = await emulator.GetAsync("/oauth/service-account.json");
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var example = new Example
        {
            Claims = new JsonObject
            {
                ["iss"] = file.GetProperty("client_email").GetString(),
                ["aud"] = file.GetProperty("token_uri").GetString(),
                ["scope"] = "https://www.googleapis.com/auth/cloud-platform",
                ["iat"] = now,
                ["exp"] = now + 3600,
            },
        };
        change(example);
        using var content = new FormUrlEncodedContent(example.Fields(file));
        return await emulator.Http.PostAsync("/oauth/token", content);
    }

    private sealed class Example
    {
        public Dictionary<string, string> Form { get; } = new() { ["grant_type"] = JwtBearer };

        public Dictionary<string, string> User { get; } = [];

        public JsonObject Header { get; } = new() { ["alg"] = "RS256", ["typ"] = "JWT" };

        public required JsonObject Claims { get; init; }

        public string? Assertion { get; set; }

        public bool Tampered { get; set; }

        /// <summary>An example that changes the user is a refresh; the others are assertions.</summary>
        public Dictionary<string, string> Fields(JsonElement file)
        {
            if (User.Count > 0)
            {
                return new Dictionary<string, string>(User)
                {
                    ["grant_type"] = "refresh_token",
                    ["client_id"] = User.GetValueOrDefault("client_id", ServiceAccount.ClientId),
                    ["client_secret"] = User.GetValueOrDefault("client_secret", ServiceAccount.ClientSecret),
                    ["refresh_token"] = User.GetValueOrDefault("refresh_token", ServiceAccount.RefreshToken),
                };
            }

            Form["assertion"] = Assertion ?? Sign(file.GetProperty("private_key").GetString()!);
            return Form;
        }

        private string Sign(string key)
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(key);
            var signed = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Header.ToJsonString()))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Claims.ToJsonString()))}";
            var signature = rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            signature[0] ^= Tampered ? (byte)1 : (byte)0;
            return $"{signed}.{Base64Url.EncodeToString(signature)}";
        }
    }
}
