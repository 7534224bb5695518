using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RawInference.Api.Tests.Authentication;

public sealed class AuthenticationTests(ApiHost api) : IClassFixture<ApiHost>
{
    private const string Chat = """{"provider":"openai","model":"gpt-4o-mini","inputs":{"prompts":["Hi"]}}""";

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer")]
    [InlineData("Bearer sk_dev_unknown")]
    [InlineData("Basic c2s6c2s=")]
    [InlineData("Bearer sk_dev_abcdefghijkl_0123456789ABCDEFGHIJKLMNOPQRSTUV_000000")]
    public async Task WrongKey_WhateverIsWrongWithIt_IsOneAnswer(string? header)
    {
        var bare = await AnswerAsync(null);
        var answer = await AnswerAsync(header);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal(bare, answer);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/docs")]
    public async Task OpenRoutes_NeedNoKey(string path)
    {
        using var response = await api.Anonymous.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task OpenRoute_IgnoresAKeyAndItsNamespace()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health");
        request.Headers.Add("X-Namespace", "nowhere");
        using var response = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("/v1/models")]
    [InlineData("/v1/providers")]
    [InlineData("/v1/anything")]
    [InlineData("/")]
    public async Task EveryOtherRoute_NeedsOne(string path)
    {
        using var response = await api.Anonymous.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Fact]
    public async Task WrongKey_IsToldBeforeTheBodyIsRead()
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(api.Address.Host, api.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(
            "POST /v1/inference HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n"u8.ToArray(),
            TestContext.Current.CancellationToken);

        // Not one byte of the body was sent.
        using var reader = new StreamReader(stream, Encoding.ASCII);
        Assert.Equal("HTTP/1.1 401 Unauthorized", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task BootstrapKey_MayEverything()
    {
        const string Key = "sk_operator_chosen_by_hand_0123456789";
        await using var own = new ApiHost(("RawInference:Keys:Bootstrap", Key));
        using var client = own.NewClient(Key);
        using var response = await client.PostAsync("/v1/inference", new StringContent(Chat, null, "application/json"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task HashedKey_MayWhatItsGrantSays_InItsNamespaces()
    {
        const string Pepper = "a pepper that is long enough for everyone";
        var key = RawInference.State.Keys.ApiKeyFormat.Create("live", "build");
        await using var own = new ApiHost(
            ("RawInference:Keys:Pepper", Pepper),
            ("RawInference:Namespaces:0", "red"),
            ("RawInference:Namespaces:1", "blue"),
            ("RawInference:Namespaces:2", "green"),
            ("RawInference:Keys:Hashed:build:Hash", new RawInference.State.Keys.KeyHasher(Pepper).HashText(key)),
            ("RawInference:Keys:Hashed:build:Namespaces:0", "red"),
            ("RawInference:Keys:Hashed:build:Namespaces:1", "blue"),
            ("RawInference:Keys:Hashed:build:Operations:0", "chat"));

        Assert.Equal(400, await StatusAsync(own, key, Chat));
        Assert.Equal(200, await StatusAsync(own, key, Chat, "red"));
        Assert.Equal(403, await StatusAsync(own, key, Chat, "green"));
        Assert.Equal(403, await StatusAsync(own, key, Chat, "nowhere"));
        Assert.Equal(403, await StatusAsync(own, key, """{"provider":"openai","model":"text-embedding-3-small","inputs":{"text":"Hi"}}""", "red"));
    }

    private static async Task<int> StatusAsync(ApiHost host, string key, string json, string? @namespace = null)
    {
        using var client = host.NewClient(key);
        if (@namespace is not null)
        {
            client.DefaultRequestHeaders.Add("X-Namespace", @namespace);
        }

        using var response = await client.PostAsync("/v1/inference", new StringContent(json, null, "application/json"), TestContext.Current.CancellationToken);
        return (int)response.StatusCode;
    }

    private async Task<(HttpStatusCode Status, string Message, string Challenge)> AnswerAsync(string? header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/inference") { Content = new StringContent(Chat, null, "application/json") };
        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", header);
        }

        using var response = await api.Anonymous.SendAsync(request, TestContext.Current.CancellationToken);
        var problem = await Problem.ReadAsync(response);
        return (response.StatusCode, problem.Message, response.Headers.WwwAuthenticate.ToString());
    }
}
