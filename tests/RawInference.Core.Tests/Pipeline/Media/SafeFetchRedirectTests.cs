namespace RawInference.Core.Tests.Pipeline.Media;

public sealed class SafeFetchRedirectTests
{
    private static readonly byte[] Body = "content"u8.ToArray();

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Redirect_IsFollowed(int status)
    {
        await using var first = MediaServer.Start($"HTTP/1.1 {status} Moved\r\nContent-Length: 0\r\nSet-Cookie: a=b\r\nLocation: http://second.example/b\r\n", []);
        await using var second = MediaServer.Ok(Body);
        using var net = new FetchHarness().Serve("first.example", first, "1.0.0.1").Serve("second.example", second, "1.0.0.2");

        Assert.Equal(Body, (await net.GetAsync("http://first.example/a?signature=secret")).Bytes.ToArray());

        var request = Assert.Single(second.Requests);
        Assert.StartsWith("GET /b HTTP/1.1", request, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", request, StringComparison.Ordinal);
        Assert.DoesNotContain("Cookie", request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/b", "GET /b HTTP/1.1")]
    [InlineData("b?c=d", "GET /a/b?c=d HTTP/1.1")]
    [InlineData("//first.example/b", "GET /b HTTP/1.1")]
    public async Task RelativeRedirect_IsTakenFromWhereItWasSent(string location, string expected)
    {
        await using var server = MediaServer.Start((head, stream, cancellationToken) => head.StartsWith("GET /a/a ", StringComparison.Ordinal)
            ? MediaServer.WriteAsync(stream, $"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: {location}\r\n", [], cancellationToken)
            : MediaServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n", Body, cancellationToken));
        using var net = new FetchHarness().Serve("first.example", server);

        await net.GetAsync("http://first.example/a/a");

        Assert.StartsWith(expected, server.Requests.Last(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://[::ffff:a9fe:a9fe]/")]
    [InlineData("//127.0.0.1/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://private.example/")]
    [InlineData("http://public.example:22/")]
    [InlineData("http://user@public.example/")]
    [InlineData("http://localhost/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://public.example/")]
    [InlineData("gopher://public.example:80/")]
    [InlineData("")]
    public async Task RedirectToWhatIsRefused_IsNeverContacted(string location)
    {
        await using var first = MediaServer.Redirect(location);
        await using var inside = MediaServer.Ok(Body);
        using var net = new FetchHarness().Serve("first.example", first, "1.0.0.1").Serve("private.example", inside, "10.0.0.1").Serve("public.example", inside, "1.0.0.2");
        foreach (var address in new[] { "169.254.169.254", "127.0.0.1", "::1", "::ffff:169.254.169.254" })
        {
            net.Dialer.Lead(address, inside);
        }

        var exception = await net.FailAsync("http://first.example/");

        Assert.Equal(InferenceErrorCode.MediaUnavailable, exception.Code);
        Assert.Equal(["1.0.0.1:80"], net.Dialer.Dialled);
        Assert.Equal(0, inside.Connections);
    }

    [Fact]
    public async Task MissingLocation_IsRefused()
    {
        await using var server = MediaServer.Start("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n", []);
        using var net = new FetchHarness().Serve("first.example", server);

        Assert.Equal(InferenceErrorCode.MediaUnavailable, (await net.FailAsync("http://first.example/")).Code);
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public async Task Redirects_AreFollowedUpToThree(int redirects, bool fetched)
    {
        await using var server = MediaServer.Start((head, stream, cancellationToken) =>
        {
            var left = head["GET /".Length] - '0';
            return left > 0
                ? MediaServer.WriteAsync(stream, $"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: /{left - 1}\r\n", [], cancellationToken)
                : MediaServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n", Body, cancellationToken);
        });
        using var net = new FetchHarness().Serve("first.example", server);

        var failure = await Record.ExceptionAsync(() => net.GetAsync($"http://first.example/{redirects}"));

        Assert.Equal(fetched, failure is null);
        Assert.Equal(4, server.Requests.Count);
        Assert.Equal(0, net.Fetch.Active);
    }

    [Fact]
    public async Task RedirectFromHttpsToHttp_IsRefused()
    {
        using var certificate = TestCertificates.SelfSigned();
        await using var secure = MediaServer.Redirect("http://plain.example/", certificate);
        await using var plain = MediaServer.Ok(Body);
        using var net = new FetchHarness(trustEveryone: true).Serve("secure.example", secure, "1.0.0.1").Serve("plain.example", plain, "1.0.0.2");

        Assert.Equal(InferenceErrorCode.MediaUnavailable, (await net.FailAsync("https://secure.example/")).Code);

        Assert.Single(secure.Requests);
        Assert.Equal(0, plain.Connections);
    }

    [Fact]
    public async Task RedirectFromHttpToHttps_IsFollowed()
    {
        using var certificate = TestCertificates.SelfSigned();
        await using var plain = MediaServer.Redirect("https://secure.example/");
        await using var secure = MediaServer.Ok(Body, certificate);
        using var net = new FetchHarness(trustEveryone: true).Serve("secure.example", secure, "1.0.0.1").Serve("plain.example", plain, "1.0.0.2");

        Assert.Equal(Body, (await net.GetAsync("http://plain.example/")).Bytes.ToArray());
        Assert.Equal(["1.0.0.2:80", "1.0.0.1:443"], net.Dialer.Dialled);
    }
}
