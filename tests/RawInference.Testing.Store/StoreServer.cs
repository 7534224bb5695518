using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RawInference.Testing.Store;

/// <summary>
/// A server that speaks Redis' protocol, on a port of its own at 127.0.0.1, empty at first. Most tests share one
/// (<see cref="SharedAsync"/>) and keep apart by key prefixes; those that break it start their own.
/// </summary>
public sealed class StoreServer : IAsyncDisposable
{
    private static readonly Lazy<Task<StoreServer>> Shared = new(() => StartAsync());

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rawinference-store-");
    private readonly string[] _settings;
    private IStoreProcess? _process;

    private StoreServer(string[] settings)
    {
        _settings = settings;
        AppDomain.CurrentDomain.ProcessExit += StopAtExit;
    }

    public int Port { get; private set; }

    /// <summary>With patience that bears a busy machine.</summary>
    public string ConnectionString => $"{ImpatientConnectionString},connectTimeout=30000,syncTimeout=30000,asyncTimeout=30000";

    /// <summary>With the client's own defaults, as in production.</summary>
    public string ImpatientConnectionString => $"127.0.0.1:{Port}";

    /// <summary>Whether it is a process of its own, with <see cref="PauseAsync"/>, <see cref="KillAsync"/> and a limit of memory.</summary>
    public static bool CanBeKilled => StoreKind.IsRedis;

    /// <summary>The one of this process's tests; it ends with the process.</summary>
    public static Task<StoreServer> SharedAsync() => Shared.Value;

    /// <summary>A new one.</summary>
    /// <param name="settings">More arguments of <c>redis-server</c>, such as <c>--appendonly yes</c>; Garnet gets none of them.</param>
    public static async Task<StoreServer> StartAsync(params string[] settings)
    {
        var server = new StoreServer(settings);
        for (var attempt = 1; ; attempt++)
        {
            server.Port = FreePort();
            try
            {
                await server.StartAgainAsync().ConfigureAwait(false);
                return server;
            }
            catch (InvalidOperationException) when (attempt < 5)
            {
                // Somebody else took the port in between.
            }
        }
    }

    /// <summary>Starts it again after a stop or kill, on the same port: with what it had on disk, which is nothing by default.</summary>
    public async Task StartAgainAsync()
    {
        _process = CanBeKilled ? new RedisServerProcess(Port, _folder.FullName, _settings) : new GarnetProcess(Port);
        var stopwatch = Stopwatch.StartNew();
        while (!await AnswersAsync().ConfigureAwait(false))
        {
            if (_process is RedisServerProcess { HasExited: true } || stopwatch.Elapsed > TimeSpan.FromSeconds(30))
            {
                await StopAsync().ConfigureAwait(false);
                throw new InvalidOperationException($"{StoreKind.Name} did not start on port {Port}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10)).ConfigureAwait(false);
        }
    }

    /// <summary>Ends it at once: <c>redis-server</c> by <c>kill -9</c>, Garnet by closing it. Both forget what is not on disk.</summary>
    public Task KillAsync() => StopAsync();

    /// <summary>Keeps its connections open and answers nothing (SIGSTOP).</summary>
    public Task PauseAsync() => SignalAsync("-STOP");

    /// <summary>Goes on after <see cref="PauseAsync"/> (SIGCONT).</summary>
    public Task ResumeAsync() => SignalAsync("-CONT");

    /// <summary>Limits its memory; 0 lifts the limit. Below what it has, it refuses every write (with <c>noeviction</c>, the default).</summary>
    public async Task SetMaxMemoryAsync(long bytes)
    {
        RequireProcess();
        var answer = await AskAsync("CONFIG", "SET", "maxmemory", bytes.ToString(CultureInfo.InvariantCulture)).ConfigureAwait(false);
        if (!answer.StartsWith("+OK", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(answer);
        }
    }

    /// <summary>Sends one command and returns the beginning of the answer, as the protocol has it.</summary>
    public async Task<string> AskAsync(params string[] command)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Port, timeout.Token).ConfigureAwait(false);
        var stream = client.GetStream();
        var words = command.Select(word => $"${Encoding.UTF8.GetByteCount(word)}\r\n{word}\r\n");
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"*{command.Length}\r\n{string.Concat(words)}"), timeout.Token).ConfigureAwait(false);
        var buffer = new byte[16 * 1024];
        return Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer, timeout.Token).ConfigureAwait(false));
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= StopAtExit;
        await StopAsync().ConfigureAwait(false);
        _folder.Delete(recursive: true);
    }

    private async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _process, null) is { } process)
        {
            await process.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            return (await AskAsync("PING").ConfigureAwait(false)).StartsWith("+PONG", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return false;
        }
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, RequireProcess().ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync().ConfigureAwait(false);
    }

    private int RequireProcess() => _process?.ProcessId ?? throw new InvalidOperationException($"{StoreKind.Name} is no process of its own, or does not run.");

    private void StopAtExit(object? sender, EventArgs e) => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
