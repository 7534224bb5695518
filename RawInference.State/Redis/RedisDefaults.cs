using StackExchange.Redis;
using StackExchange.Redis.Configuration;

namespace RawInference.State.Redis;

/// <summary>What holds where neither the connection string nor the configuration says otherwise.</summary>
internal sealed class RedisDefaults : DefaultOptionsProvider
{
    /// <summary>Serving goes on while Redis is away, from the start on.</summary>
    public override bool AbortOnConnectFail => false;

    /// <summary>While disconnected, each command would otherwise wait its whole timeout.</summary>
    public override BacklogPolicy BacklogPolicy => BacklogPolicy.FailFast;

    public override TimeSpan? ConnectTimeout => TimeSpan.FromMilliseconds(250);

    /// <summary>Of asynchronous commands, too. Requests do not wait that long for a silent server: see <see cref="AnswerWait"/>.</summary>
    public override TimeSpan SyncTimeout => TimeSpan.FromSeconds(5);

    /// <summary>Exponential waits would reach a minute: Redis would be back long before it is used again.</summary>
    public override IReconnectRetryPolicy ReconnectRetryPolicy { get; } = new LinearRetry(500);

    /// <summary>Finds a link that is dead without having been closed.</summary>
    public override TimeSpan KeepAliveInterval => TimeSpan.FromSeconds(5);

    /// <summary>Names of keys do not belong in messages.</summary>
    public override bool IncludeDetailInExceptions => false;
}
