using System.Net;
using System.Net.Sockets;

namespace RawInference.State.Tests.Redis;

/// <summary>Takes connections and never answers.</summary>
internal sealed class SilentServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    // The operating system accepts what nobody takes.
    public SilentServer() => _listener.Start();

    public string ConnectionString => $"{_listener.LocalEndpoint},connectTimeout=30000";

    public void Dispose() => _listener.Dispose();
}
