using System.Diagnostics;
using System.Globalization;

namespace RawInference.Testing.Store;

/// <summary>A <c>redis-server</c> of this process: it ends with it, however this one ends.</summary>
internal sealed class RedisServerProcess : IStoreProcess
{
    private readonly Process _server;
    private readonly Process _watcher;

    public RedisServerProcess(int port, string folder, IEnumerable<string> settings)
    {
        string[] arguments =
        [
            "--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", folder,
            "--save", "", "--loglevel", "warning", "--logfile", Path.Combine(folder, "redis.log"), .. settings,
        ];
        _server = Process.Start(new ProcessStartInfo(StoreKind.RedisServer ?? "redis-server", arguments))!;
        // Its input closes when this process ends, even by kill -9; then nobody else would stop the server.
        _watcher = Process.Start(new ProcessStartInfo("sh", ["-c", $"read line; kill -9 {_server.Id}"]) { RedirectStandardInput = true, RedirectStandardError = true })!;
    }

    public int? ProcessId => _server.Id;

    public bool HasExited => _server.HasExited;

    public async ValueTask DisposeAsync()
    {
        // The watcher first: later the id may be another process's.
        _watcher.Kill();
        await _watcher.WaitForExitAsync().ConfigureAwait(false);
        _server.Kill();
        await _server.WaitForExitAsync().ConfigureAwait(false);
        _watcher.Dispose();
        _server.Dispose();
    }
}
