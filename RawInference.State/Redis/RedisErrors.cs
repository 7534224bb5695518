using StackExchange.Redis;

namespace RawInference.State.Redis;

/// <summary>What a failure of Redis is to a caller: never its text, which may name keys and servers.</summary>
internal static class RedisErrors
{
    private const string RefusedCommand = "refused a command";

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>Whether it is the store that failed, and not the code that asks it or the caller who left.</summary>
    public static bool IsOfStore(Exception exception) => exception is RedisException or TimeoutException or ObjectDisposedException;

    /// <summary>Whether the next command would fail as well, whatever it is.</summary>
    public static bool IsOutage(Exception exception) =>
        exception is not RedisServerException server || Problem(server.Message) is not RefusedCommand;

    /// <summary>For a caller who need not wait to hear it.</summary>
    public static InferenceException Away() =>
        new(InferenceErrorCode.Unavailable, "The state store is away.") { RetryAfter = RetryAfter };

    public static InferenceException Unavailable(Exception exception) =>
        new(InferenceErrorCode.Unavailable, $"The state store {Problem(exception)}.", exception) { RetryAfter = RetryAfter };

    private static string Problem(Exception exception) => exception switch
    {
        TimeoutException => "did not answer in time",
        RedisServerException server => Problem(server.Message),
        _ => "cannot be reached",
    };

    /// <summary>By the word that begins every error of the protocol.</summary>
    private static string Problem(string message) => message.Split(' ', 2)[0] switch
    {
        "OOM" => "is full",
        "READONLY" or "LOADING" or "MOVED" or "ASK" or "TRYAGAIN" or "CLUSTERDOWN" or "MASTERDOWN" or "NOREPLICAS" or "BUSY" => "is not ready",
        "MISCONF" => "cannot write to its disk",
        "NOAUTH" or "WRONGPASS" or "NOPERM" => "refused this gateway",
        _ => RefusedCommand,
    };
}
