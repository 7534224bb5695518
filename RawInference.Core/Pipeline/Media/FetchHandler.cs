using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RawInference.Core.Pipeline.Media;

/// <summary>Makes the handler of the one client that follows callers' URLs: it reaches nothing that the guard has not dialled.</summary>
internal static class FetchHandler
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    public static SocketsHttpHandler Create(AddressGuard guard, MediaOptions options) => new()
    {
        // A proxy would be all that the callback below ever sees.
        UseProxy = false,
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = options.ConnectTimeout,
        ConnectCallback = async (context, cancellationToken) => await guard.ConnectAsync(context.InitialRequestMessage.RequestUri!, cancellationToken),
        MaxConnectionsPerServer = options.MaxFetchesPerHost,
        MaxResponseHeadersLength = 16,
        MaxResponseDrainSize = 0,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),

        // Neither trace headers for strangers, nor spans and metrics with what callers wrote.
        ActivityHeadersPropagator = null,
        MeterFactory = new FetchMeters(),
        SslOptions = new SslClientAuthenticationOptions
        {
            // Otherwise a certificate names a URL of its issuer, and the runtime fetches it past every guard.
            CertificateChainPolicy = new X509ChainPolicy
            {
                DisableCertificateDownloads = true,
                RevocationMode = X509RevocationMode.NoCheck,
                ApplicationPolicy = { new Oid(ServerAuthentication) },
            },
        },
    };
}
