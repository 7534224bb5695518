using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;

namespace RawInference.Api.FirstRun;

/// <summary>
/// The emulator inside this process. It is loaded by name: nothing of the product refers to it, and a published Api does not contain it.
/// </summary>
internal sealed class EmulatorProcess : IAsyncDisposable
{
    private const string AssemblyFile = "RawInference.Emulator.dll";
    private const string HostType = "RawInference.Emulator.EmulatorHost";

    private readonly IAsyncDisposable _host;

    private EmulatorProcess(IAsyncDisposable host, Uri address)
    {
        _host = host;
        Address = address;
    }

    /// <summary>Origin, without a path.</summary>
    public Uri Address { get; }

    /// <summary>Where the build puts it.</summary>
    public static string AssemblyPath { get; } = Path.Combine(AppContext.BaseDirectory, "emulator", AssemblyFile);

    public static async Task<EmulatorProcess> StartAsync(Uri url)
    {
        var type = Assembly.LoadFrom(AssemblyPath).GetType(HostType, throwOnError: true)!;
        var start = type.GetMethod("Start", BindingFlags.Public | BindingFlags.Static, [typeof(string[])])
            ?? throw new UnreachableException($"{HostType} has no Start(string[]).");
        var address = IsFree(url) ? url : new UriBuilder(url) { Port = 0 }.Uri;
        Task<IAsyncDisposable> starting;

        // A host of its own: nothing that observes this process's host (its context) may reach into it.
        using (ExecutionContext.SuppressFlow())
        {
            starting = Task.Run(() => (IAsyncDisposable)start.Invoke(
                null, BindingFlags.DoNotWrapExceptions, null, [new[] { address.GetLeftPart(UriPartial.Authority) }], null)!);
        }

        var host = await starting;
        var addresses = (IReadOnlyList<Uri>)type.GetProperty("Addresses")!.GetValue(host)!;
        return new EmulatorProcess(host, addresses[0]);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static bool IsFree(Uri url)
    {
        if (!IPAddress.TryParse(url.Host, out var address))
        {
            return true;
        }

        try
        {
            using var listener = new TcpListener(address, url.Port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
