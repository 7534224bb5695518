using System.Net;

namespace RawInference.Emulator;

/// <summary>Reads the URLs to listen on. An emulator has no keys and no limits, so it never leaves the machine.</summary>
internal static class LoopbackUrl
{
    public static IPEndPoint Parse(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp || uri.PathAndQuery != "/")
        {
            throw new ArgumentException($"'{url}' is not an http URL of the form http://127.0.0.1:5081.", nameof(url));
        }

        var address = uri.Host == "localhost" ? IPAddress.Loopback
            : IPAddress.TryParse(uri.DnsSafeHost, out var parsed) ? parsed
            : null;
        return address is not null && IPAddress.IsLoopback(address)
            ? new IPEndPoint(address, uri.Port)
            : throw new ArgumentException($"'{url}' is not a loopback address; the emulator listens on nothing else.", nameof(url));
    }
}
