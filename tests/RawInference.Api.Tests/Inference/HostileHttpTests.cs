using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace RawInference.Api.Tests.Inference;

/// <summary>What clients send that no HTTP library lets them.</summary>
public sealed class HostileHttpTests(ApiHost api) : IClassFixture<ApiHost>
{
    private const string Chat = """{"provider":"openai","model":"gpt-4o-mini","inputs":{"prompts":["Hi"]}}""";

    [Theory]
    [InlineData("Transfer-Encoding: chunked", "zz\r\n")]
    [InlineData("Transfer-Encoding: chunked", "ffffffffffffffff\r\n")]
    public async Task BodyThatIsNoHttp_IsABadRequest(string header, string body)
    {
        var answer = await SendAsync($"Authorization: Bearer {api.Key}\r\nContent-Type: application/json\r\n{header}", body);

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("BadRequestError", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1000000000000000000000000000000")]
    [InlineData("-1")]
    [InlineData("ten")]
    public async Task LengthThatIsNone_IsABadRequest(string length) =>
        Assert.StartsWith("HTTP/1.1 400 ", await SendAsync($"Content-Length: {length}", ""), StringComparison.Ordinal);

    [Fact]
    public async Task KeyThatIsNoText_IsAnsweredAsEveryWrongKey()
    {
        const string Rest = "X-Request-Id: same\r\nContent-Length: 0";
        var wrong = await SendAsync($"Authorization: Bearer sk_wrong\r\n{Rest}", "");
        var bytes = await SendAsync($"Authorization: Bearer \u00E9\u00FF\r\n{Rest}", "");

        Assert.StartsWith("HTTP/1.1 401 ", bytes, StringComparison.Ordinal);
        Assert.Equal(wrong, bytes);
    }

    [Theory]
    [InlineData("text/event-stream;q=0", "application/json")]
    [InlineData("application/json, text/event-stream;q=0.1", "text/event-stream")]
    public async Task AcceptHeader_MayAlsoExclude(string accept, string expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/inference") { Content = new StringContent(Chat, null, "application/json") };
        request.Headers.Accept.ParseAdd(accept);
        using var response = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(expected, response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("gzip", 415)]
    [InlineData("identity", 200)]
    public async Task EncodedBody_IsUnsupported(string encoding, int status)
    {
        using var content = new StringContent(Chat, new MediaTypeHeaderValue("application/json"));
        content.Headers.ContentEncoding.Add(encoding);
        using var response = await api.PostAsync(content);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task WholeAnswer_TellsItsLength()
    {
        using var response = await api.PostAsync(Chat);
        var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        // The client does not count the bytes of a body that it has read: the header was on the wire.
        Assert.Null(response.Headers.TransferEncodingChunked);
        Assert.Equal(body.Length, response.Content.Headers.ContentLength);
    }

    /// <summary>The answer, less its date.</summary>
    private async Task<string> SendAsync(string headers, string body)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(api.Address.Host, api.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(
            Encoding.Latin1.GetBytes($"POST /v1/inference HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{headers}\r\n\r\n{body}"),
            TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        return string.Join('\n', answer.ReplaceLineEndings("\n").Split('\n').Where(line => !line.StartsWith("Date:", StringComparison.Ordinal)));
    }
}
