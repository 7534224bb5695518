using System.Net;

namespace RawInference.Core.Pipeline.Media;

/// <summary>Finds a name's addresses.</summary>
internal interface IAddressResolver
{
    /// <exception cref="System.Net.Sockets.SocketException">The name has none.</exception>
    ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken);
}
