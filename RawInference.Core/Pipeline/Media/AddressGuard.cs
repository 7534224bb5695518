using System.Net;
using System.Net.Sockets;

namespace RawInference.Core.Pipeline.Media;

/// <summary>Resolves a URL's host, and dials nothing but addresses that it has vetted: a name that changes its mind gains nothing.</summary>
internal sealed class AddressGuard(MediaUrlPolicy policy, IAddressResolver resolver, IAddressDialer dialer)
{
    private const int MaxAddresses = 4;

    /// <summary>The addresses of the URL's host, all of them public or exempt.</summary>
    /// <exception cref="FetchRefusedException">There is none, or one that is not public.</exception>
    public async ValueTask<IReadOnlyList<IPAddress>> VetAsync(Uri url, CancellationToken cancellationToken)
    {
        var found = IPAddress.TryParse(url.IdnHost, out var literal) ? [literal] : await ResolveAsync(url.IdnHost, cancellationToken);
        var addresses = new List<IPAddress>(found.Count);
        foreach (var address in found)
        {
            addresses.Add(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
        }

        // One private address among public ones is how a rebinding name looks: the whole answer is refused.
        if (!policy.IsExempt(url) && !addresses.TrueForAll(AddressClassifier.IsPublic))
        {
            throw new FetchRefusedException(FetchFailure.AddressRefused);
        }

        return addresses.Count > 0 ? addresses : throw new FetchRefusedException(FetchFailure.NameUnknown);
    }

    /// <summary>Connects to the first of the vetted addresses that answers.</summary>
    public async ValueTask<Stream> ConnectAsync(Uri url, CancellationToken cancellationToken)
    {
        var addresses = await VetAsync(url, cancellationToken);

        // IPv4 first: a network without IPv6 may swallow the attempt, and with it the time that the other would need.
        foreach (var address in addresses.OrderBy(address => address.AddressFamily == AddressFamily.InterNetworkV6).Take(MaxAddresses))
        {
            try
            {
                return await dialer.DialAsync(new IPEndPoint(address, url.Port), cancellationToken);
            }
            catch (SocketException)
            {
                // The next address may do; after the last one, this is the answer.
            }
        }

        throw new FetchRefusedException(FetchFailure.ConnectFailed);
    }

    private async ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            return await resolver.ResolveAsync(host, cancellationToken);
        }
        catch (SocketException)
        {
            return [];
        }
    }
}
