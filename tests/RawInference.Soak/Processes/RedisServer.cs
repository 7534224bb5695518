using System.Diagnostics;
using System.Globalization;

namespace RawInference.Soak.Processes;

/// <summary>A <c>redis-server</c> that writes every change to its disk before it answers, on a port that it keeps.</summary>
internal sealed class RedisServer(string folder) : IAsyncDisposable
{
    private readonly string _port = Ports.Free().ToString(CultureInfo.InvariantCulture);
    private ChildProcess? _process;
    private ChildProcess? _repeating;

    public string ConnectionString => $"127.0.0.1:{_port}";

    private string Data => Path.Combine(folder, "redis");

    /// <summary>With what its last process kept, if there was one.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Data);
        _process = ChildProcess.Start(
            "redis-server",
            [
                "--port", _port, "--bind", "127.0.0.1", "--dir", Data, "--save", "", "--appendonly", "yes", "--appendfsync", "always",
                "--maxmemory-policy", "noeviction",
            ],
            Path.Combine(folder, "redis.log"),
            folder);
        while (await AskAsync("PING") != "PONG")
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"redis-server ended:{Environment.NewLine}{_process.LastLines(20)}");
            }

            await Task.Delay(20, cancellationToken);
        }
    }

    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            await process.DisposeAsync();
        }
    }

    /// <summary>Nothing of it is left for the next process.</summary>
    public void Forget() => Directory.Delete(Data, recursive: true);

    public Task PauseAsync() => _process!.PauseAsync();

    public Task ContinueAsync() => _process!.ContinueAsync();

    /// <summary>What <c>redis-cli</c> prints.</summary>
    public async Task<string> AskAsync(params string[] command)
    {
        using var client = Process.Start(new ProcessStartInfo("redis-cli", ["-h", "127.0.0.1", "-p", _port, .. command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var answer = await client.StandardOutput.ReadToEndAsync();
        await client.WaitForExitAsync();
        return answer.Trim();
    }

    /// <summary>Again and again, until <see cref="EndRepeatingAsync"/>.</summary>
    public Task BeginRepeatingAsync(params string[] command)
    {
        _repeating = ChildProcess.Start(
            "redis-cli", ["-h", "127.0.0.1", "-p", _port, "-r", "-1", "-i", "0.01", .. command], Path.Combine(folder, "repeating.log"), folder);
        return Task.CompletedTask;
    }

    public async Task EndRepeatingAsync()
    {
        if (_repeating is { } repeating)
        {
            _repeating = null;
            await repeating.DisposeAsync();
        }
    }

    /// <summary>A number of <c>INFO</c>: <c>used_memory</c>.</summary>
    public async Task<long> InfoAsync(string name)
    {
        var line = (await AskAsync("INFO")).Split('\n').First(line => line.StartsWith($"{name}:", StringComparison.Ordinal));
        return long.Parse(line[(name.Length + 1)..].Trim(), CultureInfo.InvariantCulture);
    }

    /// <summary>What its scripts cost, as it counts itself.</summary>
    public async Task<string> ScriptStatisticsAsync() => string.Join(
        "; ", (await AskAsync("INFO", "commandstats")).Split('\n').Where(line => line.StartsWith("cmdstat_eval", StringComparison.Ordinal)).Select(line => line.Trim()));

    public async ValueTask DisposeAsync()
    {
        await EndRepeatingAsync();
        await KillAsync();
    }
}
