using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace RawInference.State.Local;

/// <summary>What a server needs of the data folder before it takes its first request: to be the only one, and a database that it can read.</summary>
internal sealed class ServerStart(DataFolder folder, SqliteDatabase database) : IHostedLifecycleService, IDisposable
{
    private ServerLock? _lock;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        _lock = ServerLock.Take(folder);
        try
        {
            await database.OpenAsync(cancellationToken);
        }
        catch (InvalidDataException exception)
        {
            throw new OptionsValidationException(StateOptions.Section, typeof(StateOptions), [exception.Message]);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Not before the end: others still write while the host stops.</summary>
    public void Dispose() => _lock?.Dispose();
}
