using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace RawInference.State.Redis;

/// <summary>A named connection that is opened once, by whoever needs it first, and mends itself from then on.</summary>
internal sealed partial class RedisConnection(string name, Func<Task<IConnectionMultiplexer>> open, ILogger<RedisConnection> logger) : IAsyncDisposable
{
    /// <summary>Keys, limits, usage and idempotency: nothing may be evicted.</summary>
    public const string State = "state";

    /// <summary>Answers that can be asked for again.</summary>
    public const string Cache = "cache";

    private readonly Lock _lock = new();
    private Task<IConnectionMultiplexer>? _opening;

    public string Name { get; } = name;

    /// <summary>Runs when a lost link is there again: what was published meanwhile was missed.</summary>
    public event Action? Restored;

    /// <summary>
    /// The open connection; while the server is away, one that is not connected and tries again by itself.
    /// Fails only where it could not even begin, and then begins anew with the next call.
    /// </summary>
    public Task<IConnectionMultiplexer> GetAsync()
    {
        lock (_lock)
        {
            return _opening is null or { IsFaulted: true } or { IsCanceled: true } ? _opening = OpenAsync() : _opening;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task<IConnectionMultiplexer>? opening;
        lock (_lock)
        {
            (opening, _opening) = (_opening, Task.FromException<IConnectionMultiplexer>(new ObjectDisposedException(nameof(RedisConnection))));
        }

        if (opening is { IsCompleted: true })
        {
            await CloseAsync(opening).ConfigureAwait(false);
        }
        else if (opening is not null)
        {
            // The end of the process does not wait for a server that does not answer.
            _ = CloseAsync(opening);
        }
    }

    private static async Task CloseAsync(Task<IConnectionMultiplexer> opening)
    {
        await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (opening.IsCompletedSuccessfully)
        {
            await (await opening.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<IConnectionMultiplexer> OpenAsync()
    {
        try
        {
            var multiplexer = await open().ConfigureAwait(false);
            multiplexer.ConnectionFailed += (_, failure) => LogFailed(Name, failure.ConnectionType, failure.FailureType);
            multiplexer.ConnectionRestored += (_, link) =>
            {
                LogRestored(Name, link.ConnectionType);
                Restored?.Invoke();
            };
            if (!multiplexer.IsConnected)
            {
                LogAway(Name);
            }

            return multiplexer;
        }
        catch (RedisException exception)
        {
            LogNotOpened(exception, Name);
            throw;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis connection '{Name}' is not there yet; it is tried again.")]
    private partial void LogAway(string name);

    [LoggerMessage(Level = LogLevel.Error, Message = "Redis connection '{Name}' could not be opened.")]
    private partial void LogNotOpened(Exception exception, string name);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis connection '{Name}' lost its {Link} link: {Failure}.")]
    private partial void LogFailed(string name, ConnectionType link, ConnectionFailureType failure);

    [LoggerMessage(Level = LogLevel.Information, Message = "Redis connection '{Name}' has its {Link} link again.")]
    private partial void LogRestored(string name, ConnectionType link);
}
