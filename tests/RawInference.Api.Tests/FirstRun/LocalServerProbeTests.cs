using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using RawInference.Connectors.Wire;

namespace RawInference.Api.Tests.FirstRun;

public sealed class LocalServerProbeTests : IDisposable
{
    private static readonly TimeSpan Within = TimeSpan.FromMilliseconds(300);

    private readonly FakeTimeProvider _clock = new();
    private readonly UpstreamClient _upstream = new(new UpstreamOptions(), TimeProvider.System);

    public void Dispose() => _upstream.Dispose();

    [Theory]
    [InlineData("200 OK", "{\"object\":\"list\",\"data\":[]}", true)]
    [InlineData("200 OK", "<!doctype html><title>Someone's page</title>", false)]
    [InlineData("200 OK", "{\"status\":\"ok\"}", false)]
    [InlineData("401 Unauthorized", "{\"error\":{\"message\":\"no key\"}}", false)]
    public async Task OnlyAListOfModels_IsOffered(string status, string body, bool offered)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var probe = ProbeAsync(new Uri($"http://{listener.LocalEndpoint}/v1/models"));
        using var connection = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await connection.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"),
            TestContext.Current.CancellationToken);

        Assert.Equal(offered, await probe);
    }

    [Fact]
    public async Task ClosedPort_IsNotOffered()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = new Uri($"http://{listener.LocalEndpoint}/v1/models");
        listener.Stop();

        Assert.False(await ProbeAsync(url));
    }

    [Fact]
    public async Task ServerThatIsSilent_IsNotWaitedForLonger()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var probe = ProbeAsync(new Uri($"http://{listener.LocalEndpoint}/v1/models"));
        using var connection = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        Assert.False(probe.IsCompleted);

        _clock.Advance(Within);

        Assert.False(await probe);
    }

    private Task<bool> ProbeAsync(Uri url) =>
        new LocalServerProbe(_upstream, _clock).AnswersAsync(url, Within, TestContext.Current.CancellationToken);
}
