using StackExchange.Redis;

namespace RawInference.State.Redis.Ledger;

/// <summary>Whose clock the ledger's scripts go by: the server's. Only tests give another, which the scripts then take from their arguments.</summary>
internal sealed class StoreClock(TimeProvider? tests = null)
{
    /// <summary>Empty for the server's own.</summary>
    public RedisValue Argument => tests is null ? RedisValue.EmptyString : tests.GetUtcNow().ToUnixTimeMilliseconds();
}
