namespace RawInference.AppHost;

/// <summary>How a Redis server runs, whichever way it is started: pairs of a <c>redis-server</c> option and its value.</summary>
internal static class RedisStoreSettings
{
    /// <summary>Keys, limits and usage: nothing is evicted, and what was acknowledged survives a power cut.</summary>
    public static string[] State { get; } = ["--appendonly", "yes", "--appendfsync", "always", "--maxmemory-policy", "noeviction"];

    /// <summary>Answers that can be asked for again: bounded, the least recently used goes first.</summary>
    public static string[] Cache { get; } = ["--appendonly", "no", "--maxmemory", "256mb", "--maxmemory-policy", "allkeys-lru"];
}
