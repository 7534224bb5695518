using System.Net;
using System.Net.Sockets;

namespace RawInference.Soak.Processes;

/// <summary>Ports of this machine that nobody listens on.</summary>
internal static class Ports
{
    /// <summary>One that a process can take now, and again after it was killed.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
