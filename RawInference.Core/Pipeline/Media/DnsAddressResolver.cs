using System.Net;

namespace RawInference.Core.Pipeline.Media;

/// <summary>Asks the machine's resolver.</summary>
internal sealed class DnsAddressResolver : IAddressResolver
{
    public async ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) =>
        await Dns.GetHostAddressesAsync(host, cancellationToken);
}
