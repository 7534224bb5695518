using System.Globalization;
using Garnet;

namespace RawInference.Testing.Store;

/// <summary>Garnet within this process, for machines without a Redis.</summary>
internal sealed class GarnetProcess : IStoreProcess
{
    private readonly GarnetServer _server;

    public GarnetProcess(int port)
    {
        _server = new GarnetServer(
        [
            "--bind", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture), "-q", "--disable-console-logger",
            "--lua", "--lua-transaction-mode", "--memory", "128m", "--page", "4m", "--index", "16m",
        ]);
        _server.Start();
    }

    public int? ProcessId => null;

    public ValueTask DisposeAsync()
    {
        _server.Dispose();
        return ValueTask.CompletedTask;
    }
}
