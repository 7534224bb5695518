using System.Net;
using RawInference.Core.Pipeline.Media;
using RawInference.Media;

namespace RawInference.Core.Tests.Pipeline.Media;

public sealed class SafeFetchAddressTests
{
    private static readonly byte[] Body = "content"u8.ToArray();

    [Fact]
    public async Task PublicName_IsFetchedFromItsVettedAddress()
    {
        await using var server = MediaServer.Ok(Body);
        using var net = new FetchHarness().Serve("media.example", server);

        var fetched = await net.GetAsync("http://media.example/a.png?x=1#f");

        Assert.Equal(Body, fetched.Bytes.ToArray());
        Assert.Equal([$"{FetchHarness.Address}:80"], net.Dialer.Dialled);
        Assert.StartsWith("GET /a.png?x=1 HTTP/1.1\r\n", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("169.254.169.254")]
    [InlineData("::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("fd00:ec2::254")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("93.184.216.34", "10.0.0.1")]
    [InlineData("10.0.0.1", "93.184.216.34")]
    [InlineData("93.184.216.34", "::1")]
    [InlineData("93.184.216.34", "::ffff:127.0.0.1")]
    public async Task NameWithAPrivateAddress_IsNeverDialled(params string[] addresses)
    {
        await using var server = MediaServer.Ok(Body);
        using var net = new FetchHarness();
        net.Resolver.With("10.0.0.1.nip.example", addresses);
        net.Dialer.Lead(FetchHarness.Address, server);

        var exception = await net.FailAsync("http://10.0.0.1.nip.example/");

        Assert.Equal(InferenceErrorCode.MediaUnavailable, exception.Code);
        Assert.Empty(net.Dialer.Dialled);
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task NameThatChangesItsAddress_IsVettedAtEachConnection()
    {
        await using var server = MediaServer.Start("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 7\r\n", Body);
        using var net = new FetchHarness();
        net.Resolver.With("rebind.example", FetchHarness.Address).With("rebind.example", "127.0.0.1");
        net.Dialer.Lead(FetchHarness.Address, server);
        net.Dialer.Lead("127.0.0.1", server);

        await net.GetAsync("http://rebind.example/");
        var exception = await net.FailAsync("http://rebind.example/");

        Assert.Equal(InferenceErrorCode.MediaUnavailable, exception.Code);
        Assert.Equal([$"{FetchHarness.Address}:80"], net.Dialer.Dialled);
        Assert.Equal(2, net.Resolver.Asked.Count);
    }

    [Fact]
    public async Task MappedPublicAddress_IsDialledAsIPv4()
    {
        await using var server = MediaServer.Ok(Body);
        using var net = new FetchHarness();
        net.Resolver.With("mapped.example", "::ffff:93.184.216.34");
        net.Dialer.Lead(FetchHarness.Address, server);

        await net.GetAsync("http://mapped.example/");

        Assert.Equal(["93.184.216.34:80"], net.Dialer.Dialled);
    }

    [Fact]
    public async Task AddressThatRefuses_GivesWayToTheNext()
    {
        await using var server = MediaServer.Ok(Body);
        using var net = new FetchHarness();
        net.Resolver.With("two.example", "2606:4700:4700::1111", "1.1.1.1", FetchHarness.Address);
        net.Dialer.Lead(FetchHarness.Address, server);

        await net.GetAsync("http://two.example/");

        Assert.Equal(["1.1.1.1:80", "93.184.216.34:80"], net.Dialer.Dialled);
    }

    [Fact]
    public async Task AllowedOrigin_IsFetchedAndItsNeighbourPortIsNot()
    {
        await using var server = MediaServer.Ok(Body);
        await using var neighbour = MediaServer.Ok(Body);
        using var net = new FetchHarness(options => options.AllowedOrigins.Add(server.Origin));
        net.Dialer.Lead("127.0.0.1", server);

        Assert.Equal(Body, (await net.GetAsync(server.Origin + "/a")).Bytes.ToArray());
        await net.FailAsync(neighbour.Origin + "/a");

        Assert.Equal(0, neighbour.Connections);
    }

    [Fact]
    public async Task PortOfAnAllowedName_IsNotDialledOnItsOtherPorts()
    {
        await using var server = MediaServer.Ok(Body);
        using var net = new FetchHarness(options => options.AllowedOrigins.Add("http://emulator.example:5000"));
        net.Resolver.With("emulator.example", "10.0.0.5");
        net.Dialer.Lead("10.0.0.5", server);

        await net.GetAsync("http://emulator.example:5000/");
        await net.FailAsync("http://emulator.example/");

        Assert.Equal(["10.0.0.5:5000"], net.Dialer.Dialled);
    }

    [Fact]
    public async Task DefaultProxy_IsNeverAsked()
    {
        await using var server = MediaServer.Ok(Body);
        using var net = new FetchHarness().Serve("proxied.example", server);
        var before = HttpClient.DefaultProxy;
        var proxy = new CountingProxy("proxied.example");
        HttpClient.DefaultProxy = proxy;
        try
        {
            using (var ordinary = new HttpClient(new SocketsHttpHandler { ConnectCallback = async (_, cancellationToken) => await net.Guard.ConnectAsync(new Uri("http://proxied.example/"), cancellationToken) }))
            {
                await ordinary.GetAsync("http://proxied.example/");
            }

            var asked = proxy.Asked;
            await net.GetAsync("http://proxied.example/");

            Assert.True(asked > 0, "the proxy of an ordinary client counts");
            Assert.Equal(asked, proxy.Asked);
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }
    }

    [Fact]
    public async Task EveryRefusal_LooksTheSame()
    {
        await using var missing = MediaServer.Start("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n", []);
        await using var forbidden = MediaServer.Start("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n", []);
        await using var broken = MediaServer.Start("HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n", Body);
        await using var nonsense = MediaServer.Start("SSH-2.0-OpenSSH_9.6\r\n", []);
        await using var inward = MediaServer.Redirect("http://169.254.169.254/");
        using var net = new FetchHarness()
            .Serve("missing.example", missing, "1.0.0.1").Serve("forbidden.example", forbidden, "1.0.0.2").Serve("nonsense.example", nonsense, "1.0.0.4")
            .Serve("inward.example", inward, "1.0.0.5");
        net.Resolver.With("private.example", "10.0.0.1").With("closed.example", "1.0.0.9").With("empty.example");

        var failures = new List<InferenceException>();
        foreach (var url in new[]
        {
            "http://missing.example/", "http://forbidden.example/", "http://nonsense.example/", "http://inward.example/", "http://private.example/",
            "http://closed.example/", "http://unknown.example/", "http://empty.example/", "http://127.0.0.1:22/", "file:///etc/passwd", "https://missing.example/",
            "http://user:secret@missing.example/",
        })
        {
            failures.Add(await net.FailAsync(url));
        }

        Assert.Single(failures.Select(failure => (failure.Code, failure.Message, Assert.Single(failure.Problems), failure.InnerException)).Distinct());
        Assert.Equal((InferenceErrorCode.MediaUnavailable, "inputs.image_url"), (failures[0].Code, failures[0].Problems[0].Path));
        Assert.DoesNotContain("example", failures[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LogOfAFailure_HoldsItsCauseAndNotTheUrl()
    {
        var log = new RecordingLogger();
        using var net = new FetchHarness(logger: log);
        net.Resolver.With("private.example", "10.0.0.1");

        await net.FailAsync("http://private.example/a?signature=secret");

        var line = Assert.Single(log.Lines);
        Assert.Contains(nameof(FetchFailure.AddressRefused), line, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", line, StringComparison.Ordinal);
        Assert.DoesNotContain("private.example", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_LooksAtTheAddressesAndContactsNobody()
    {
        using var net = new FetchHarness();
        net.Resolver.With("public.example", "1.1.1.1").With("private.example", "1.1.1.1", "10.0.0.1");
        var media = new MediaContent { Kind = MediaKind.Image };

        await net.Fetch.CheckAsync(new Uri("https://public.example/"), media, CancellationToken.None);
        var exception = await Assert.ThrowsAsync<InferenceException>(() => net.Fetch.CheckAsync(new Uri("https://private.example/"), media, CancellationToken.None).AsTask());

        Assert.Equal(InferenceErrorCode.MediaUnavailable, exception.Code);
        Assert.Empty(net.Dialer.Dialled);
    }

    [Fact]
    public async Task Request_CarriesOnlyTheGatewaysOwnHeaders()
    {
        await using var server = MediaServer.Ok(Body);
        using var net = new FetchHarness().Serve("media.example", server);
        using var activity = new System.Diagnostics.Activity("caller").Start();

        await net.GetAsync("http://media.example/");

        var names = Assert.Single(server.Requests).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line[..line.IndexOf(':', StringComparison.Ordinal)]);
        Assert.Equal(["Accept", "Accept-Encoding", "Host", "User-Agent"], names.Order(StringComparer.Ordinal));
    }

    private sealed class CountingProxy(string host) : IWebProxy
    {
        private int _asked;

        public int Asked => _asked;

        public ICredentials? Credentials { get; set; }

        public Uri? GetProxy(Uri destination) => null;

        public bool IsBypassed(Uri host1)
        {
            if (host1.Host == host)
            {
                Interlocked.Increment(ref _asked);
            }

            return true;
        }
    }
}
