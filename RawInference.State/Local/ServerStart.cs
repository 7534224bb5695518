using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace RawInference.State.Local;

/// <summary>What a server needs of the data folder before it takes its first request: to be the only one, and a database that it can read.</summary>
internal sealed class ServerStart(DataFolder folder, SqliteDatabase database) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            database.LockForServer();
            await database.OpenAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is InferenceException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new OptionsValidationException(StateOptions.Section, typeof(StateOptions), [
                $"{StateOptions.Section}:{nameof(StateOptions.DataPath)}: {folder.Path} cannot be used. {exception.Message}",
            ]);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
