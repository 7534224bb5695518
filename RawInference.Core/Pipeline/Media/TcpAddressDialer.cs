using System.Net;
using System.Net.Sockets;

namespace RawInference.Core.Pipeline.Media;

/// <summary>Dials over TCP.</summary>
internal sealed class TcpAddressDialer : IAddressDialer
{
    public async ValueTask<Stream> DialAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
