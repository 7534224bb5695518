using System.Net;

namespace RawInference.Connectors.Wire;

/// <summary>The connection pool behind all connectors.</summary>
internal static class UpstreamHandler
{
    public static SocketsHttpHandler Create(UpstreamOptions options) => new()
    {
        UseProxy = options.UseSystemProxy,
        UseCookies = false,
        AllowAutoRedirect = false,
        // Compressed streams reach the caller in lumps, and a bound on bytes must bound the bytes that are unpacked.
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = options.ConnectTimeout,
        PooledConnectionLifetime = options.ConnectionLifetime,
        EnableMultipleHttp2Connections = true,
        // The trace header is set by hand: the propagator costs more than all else in this class.
        ActivityHeadersPropagator = null,
        // What nobody reads any more is let go of, except the few bytes that follow a stream's own end.
        MaxResponseDrainSize = 8 * 1024,
        ResponseDrainTimeout = TimeSpan.FromMilliseconds(50),
    };
}
