using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using RawInference.Core.Pipeline.Media;

namespace RawInference.Core.Tests.Pipeline.Media;

/// <summary>Leads each address to a server on this machine, and remembers who was dialled.</summary>
internal sealed class FakeDialer : IAddressDialer
{
    private readonly ConcurrentDictionary<string, int> _ports = new();
    private readonly TcpAddressDialer _tcp = new();

    public ConcurrentQueue<string> Dialled { get; } = new();

    public void Lead(string address, MediaServer server) => _ports[address] = server.Port;

    public async ValueTask<Stream> DialAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        Dialled.Enqueue(endPoint.ToString());
        return _ports.TryGetValue(endPoint.Address.ToString(), out var port)
            ? await _tcp.DialAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken)
            : throw new SocketException((int)SocketError.ConnectionRefused);
    }
}
