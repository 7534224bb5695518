namespace RawInference.State.Redis.Ledger;

/// <summary>The scripts of the ledger.</summary>
internal static class LedgerScripts
{
    public static RedisScript Reserve { get; } = RedisScript.Load("reserve", "counters");

    public static RedisScript Settle { get; } = RedisScript.Load("settle", "counters", "records");

    public static RedisScript Sweep { get; } = RedisScript.Load("sweep", "counters", "records");

    public static RedisScript Read { get; } = RedisScript.Load("read", "counters");
}
