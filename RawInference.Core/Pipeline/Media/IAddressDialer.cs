using System.Net;

namespace RawInference.Core.Pipeline.Media;

/// <summary>Opens a connection to an address that has been vetted.</summary>
internal interface IAddressDialer
{
    /// <exception cref="System.Net.Sockets.SocketException">Nobody listens there, or it cannot be reached.</exception>
    ValueTask<Stream> DialAsync(IPEndPoint endPoint, CancellationToken cancellationToken);
}
