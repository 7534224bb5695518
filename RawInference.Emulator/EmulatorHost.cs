using RawInference.Emulator.Google.OAuth;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator;

/// <summary>The emulator, running inside the calling process. Disposing it stops it and cuts what is still open.</summary>
public sealed class EmulatorHost : IAsyncDisposable
{
    private readonly WebApplication _application;

    private EmulatorHost(WebApplication application)
    {
        _application = application;
        Addresses = EmulatorApplication.Addresses(application);
    }

    /// <summary>The addresses it listens on, with the real port where 0 was asked for.</summary>
    public IReadOnlyList<Uri> Addresses { get; }

    /// <summary>The key file of the service account that its token endpoint knows, as Google writes such files; another one each time.</summary>
    public string ServiceAccountFile => EmulatorJson.Text(
        _application.Services.GetRequiredService<ServiceAccount>().KeyFile(new Uri(Addresses[0], "/oauth/token").AbsoluteUri));

    /// <summary>
    /// Starts it on these loopback URLs (<c>http://127.0.0.1:0</c> takes a free port).
    /// It reads no configuration of the calling process and logs nothing below Warning.
    /// </summary>
    /// <exception cref="ArgumentException">A URL is not http, or not loopback.</exception>
    public static EmulatorHost Start(params string[] urls)
    {
        var application = EmulatorApplication.Create(urls, embedded: true);
        application.StartAsync().GetAwaiter().GetResult();
        return new EmulatorHost(application);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
