using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using RawInference.Core.Providers;

namespace RawInference.Api.FirstRun;

/// <summary>
/// The emulator inside this process. It is loaded by name: nothing of the product refers to it, and a published Api does not contain it.
/// </summary>
internal sealed class EmulatorProcess : IAsyncDisposable
{
    private const string AssemblyFile = "RawInference.Emulator.dll";
    private const string HostType = "RawInference.Emulator.EmulatorHost";

    private readonly IAsyncDisposable _host;
    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("rawinference-emulator-");

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

    /// <summary>What stands in for a provider, as it is configured.</summary>
    public ProviderOptions Offer(EmulatedProvider provider) => provider.At(Address, provider.ServiceAccount ? KeepServiceAccount() : null);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _files.Delete(recursive: true);
    }

    /// <summary>As long as this process runs: the emulator's account is another one each time.</summary>
    private string KeepServiceAccount()
    {
        var path = Path.Combine(_files.FullName, "service-account.json");
        File.WriteAllText(path, (string)_host.GetType().GetProperty("ServiceAccountFile")!.GetValue(_host)!);
        return path;
    }

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
