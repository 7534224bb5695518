using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using RawInference.Connectors.Wire;
using RawInference.Emulator;

namespace RawInference.Api.Tests.FirstRun;

public sealed class LocalServerProbeTests : IDisposable
{
    private static readonly TimeSpan Within = TimeSpan.FromMilliseconds(300);

    private readonly FakeTimeProvider _clock = new();
    private readonly UpstreamClient _upstream = new(new UpstreamOptions(), TimeProvider.System);

    public void Dispose() => _upstream.Dispose();

    [Theory]
    [InlineData("/emulator/counters", true)]
    [InlineData("/v1/models", false)]
    public async Task ServerThatAnswers_IsOffered_AndOneThatRefusesIsNot(string path, bool offered)
    {
        await using var server = EmulatorHost.Start("http://127.0.0.1:0");

        Assert.Equal(offered, await ProbeAsync(new Uri(server.Addresses[0], path)));
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
