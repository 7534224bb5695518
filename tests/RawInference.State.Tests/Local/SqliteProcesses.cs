using Microsoft.Extensions.Time.Testing;

namespace RawInference.State.Tests.Local;

/// <summary>A data folder, a clock, and the processes that use them.</summary>
internal sealed class SqliteProcesses : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly List<SqliteProcess> _processes = [];

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero));

    public DataFolder Data => _folder.Data;

    /// <summary>The process of a number, started where it is new.</summary>
    public SqliteProcess this[int number]
    {
        get
        {
            lock (_processes)
            {
                while (_processes.Count <= number)
                {
                    _processes.Add(new SqliteProcess(Data, Time));
                }

                return _processes[number];
            }
        }
    }

    public SqliteProcess StartAnother() => this[_processes.Count];

    /// <summary>A process on what would be on the disk had all others been killed at this moment.</summary>
    public SqliteProcess StartAfterCrash()
    {
        var copy = new DataFolder(Path.Combine(_folder.Path, $"after-crash-{_processes.Count}"));
        Directory.CreateDirectory(copy.Path);
        // Not the -shm file: it is shared memory, and made anew from the log.
        foreach (var name in new[] { "state.db", "state.db-wal" })
        {
            File.Copy(Data.PathOf(name), copy.PathOf(name));
        }

        var process = new SqliteProcess(copy, Time);
        _processes.Add(process);
        return process;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        _folder.Dispose();
    }
}
