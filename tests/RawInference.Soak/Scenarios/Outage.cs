using RawInference.Soak.Processes;

namespace RawInference.Soak.Scenarios;

/// <summary>One way in which Redis fails, and comes back.</summary>
/// <param name="Name">On the command line.</param>
/// <param name="Begin">From here on it fails.</param>
/// <param name="End">When this is done, it is there again.</param>
internal sealed record Outage(string Name, Func<RedisServer, CancellationToken, Task> Begin, Func<RedisServer, CancellationToken, Task> End)
{
    /// <summary>What was in it is gone, keys and all.</summary>
    public bool Forgets { get; init; }

    /// <summary>Nobody may notice.</summary>
    public bool IsHidden { get; init; }

    /// <summary>As long as asked for; the others are shorter.</summary>
    public bool IsLong { get; init; }

    public static IReadOnlyList<Outage> All { get; } =
    [
        new("kill", (redis, _) => redis.KillAsync(), (redis, cancellationToken) => redis.StartAsync(cancellationToken)) { IsLong = true },
        new("stop", (redis, _) => redis.PauseAsync(), (redis, _) => redis.ContinueAsync()),
        new("oom", (redis, _) => redis.AskAsync("CONFIG", "SET", "maxmemory", "1mb"), (redis, _) => redis.AskAsync("CONFIG", "SET", "maxmemory", "0")),
        new("flush", (redis, _) => redis.BeginRepeatingAsync("SCRIPT", "FLUSH"), (redis, _) => redis.EndRepeatingAsync()) { IsHidden = true },
        new("empty", (redis, _) => redis.KillAsync(), ForgetAsync) { Forgets = true },
    ];

    private static Task ForgetAsync(RedisServer redis, CancellationToken cancellationToken)
    {
        redis.Forget();
        return redis.StartAsync(cancellationToken);
    }
}
