using System.Diagnostics;
using System.Globalization;

namespace RawInference.Soak.Processes;

/// <summary>A process of this harness. It ends with it, however this one ends; what it prints is kept in a file.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Process _watcher;
    private readonly StreamWriter _log;

    private ChildProcess(Process process, string log)
    {
        _process = process;
        LogPath = log;
        _log = new StreamWriter(new FileStream(log, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
        process.OutputDataReceived += (_, line) => Write(line.Data);
        process.ErrorDataReceived += (_, line) => Write(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        // Its input closes when the harness ends, even by kill -9; then nobody else would stop the child.
        _watcher = Process.Start(new ProcessStartInfo("sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"read line; kill -9 {process.Id}")])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        })!;
    }

    public string LogPath { get; }

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public static ChildProcess Start(string file, IEnumerable<string> arguments, string log, string folder, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new ChildProcess(Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start."), log);
    }

    /// <summary>SIGSTOP: it keeps its connections, and answers nothing.</summary>
    public Task PauseAsync() => SignalAsync("STOP");

    public Task ContinueAsync() => SignalAsync("CONT");

    /// <summary>SIGKILL: nothing of it can be written down.</summary>
    public async Task KillAsync()
    {
        await StopWatchingAsync();
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async Task WaitForExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        await StopWatchingAsync();
    }

    public string LastLines(int count)
    {
        using var reader = new StreamReader(new FileStream(LogPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return string.Join(Environment.NewLine, reader.ReadToEnd().Split('\n').TakeLast(count));
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
        _watcher.Dispose();
        lock (_log)
        {
            _log.Dispose();
        }
    }

    /// <summary>Before the process ends: later its id may be another one's.</summary>
    private async Task StopWatchingAsync()
    {
        _watcher.Kill();
        await _watcher.WaitForExitAsync();
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -{signal} {_process.Id}")]);
        await kill.WaitForExitAsync();
    }

    private void Write(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_log)
        {
            if (_log.BaseStream is { CanWrite: true })
            {
                _log.WriteLine(line);
            }
        }
    }
}
