using Microsoft.Extensions.Logging;
using RawInference.State.Redis;
using StackExchange.Redis;

namespace RawInference.State.Caching;

/// <summary>
/// The connection that answers are shared through, with little patience: a cache that is slow is worse than none. After a failure it is
/// left alone for a while.
/// </summary>
internal sealed partial class CacheStore(RedisConnection connection, TimeSpan timeout, TimeProvider time, ILogger<CacheStore> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private long _pausedSince;

    /// <summary>It has failed a moment ago, and is not asked.</summary>
    public bool IsAway => Interlocked.Read(ref _pausedSince) is var since and not 0 && time.GetElapsedTime(since) < Pause;

    /// <summary>What it answers; false where it does not, in time or at all.</summary>
    /// <param name="command">May go on after the time is over: it must own what it sends.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    public async ValueTask<(bool Answered, T? Value)> TryAsync<T>(Func<IDatabase, Task<T>> command, CancellationToken cancellationToken)
    {
        if (IsAway)
        {
            return default;
        }

        try
        {
            return (true, await AskAsync(command).WaitAsync(timeout, time, cancellationToken));
        }
        catch (Exception exception) when (RedisErrors.IsOfStore(exception))
        {
            Interlocked.Exchange(ref _pausedSince, Math.Max(1, time.GetTimestamp()));
            LogAway(exception.GetType().Name, Pause);
            return default;
        }
    }

    private async Task<T> AskAsync<T>(Func<IDatabase, Task<T>> command) => await command((await connection.GetAsync()).GetDatabase());

    /// <summary>The kind of the failure only: its text may name keys and servers.</summary>
    [LoggerMessage(1, LogLevel.Warning, "The response cache's store does not answer ({Failure}); it is left alone for {Pause}")]
    private partial void LogAway(string failure, TimeSpan pause);
}
