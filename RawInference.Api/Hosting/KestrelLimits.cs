using System.Text;

namespace RawInference.Api.Hosting;

/// <summary>The server's own bounds, well above those of the routes.</summary>
internal static class KestrelLimits
{
    /// <summary>Above this Kestrel closes without reading on, and clients see a broken pipe instead of the status.</summary>
    private const long MaxBody = 128 * 1_048_576;

    private const long MaxConnections = 10_000;

    public static void UseKestrelLimits(this WebApplicationBuilder builder) => builder.WebHost.ConfigureKestrel(kestrel =>
    {
        kestrel.AddServerHeader = false;

        // Every byte is a character of Latin-1: a header of other bytes reaches the application, and its answer, instead of a bare 400.
        // Not so the length: Kestrel's own reading of it in another encoding breaks the connection where it has more than 20 digits.
        kestrel.RequestHeaderEncodingSelector = name => name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) ? null : Encoding.Latin1;
        kestrel.Limits.MaxRequestBodySize = MaxBody;
        kestrel.Limits.MaxConcurrentConnections = MaxConnections;
    });
}
