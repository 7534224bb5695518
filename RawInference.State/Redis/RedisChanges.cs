using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace RawInference.State.Redis;

/// <summary>
/// Hears of added and replaced entries, by whatever process. What is published while nobody listens is lost: each time that
/// listening begins, anything may have changed.
/// </summary>
internal sealed partial class RedisChanges : IAsyncDisposable
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    private readonly RedisConnection _connection;
    private readonly RedisChannel _channel;
    private readonly TimeProvider _time;
    private readonly ILogger<RedisChanges> _logger;
    private readonly Channel<bool> _wanted = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _end = new();
    private readonly Task _listening;

    public RedisChanges(RedisConnection connection, RedisKeys keys, TimeProvider time, ILogger<RedisChanges> logger)
    {
        _connection = connection;
        _channel = RedisChannel.Literal(keys.Changes);
        _time = time;
        _logger = logger;
        connection.Restored += Listen;
        Listen();
        _listening = Task.Run(ListenAsync);
    }

    /// <summary>The kind and the id of an entry; both null when any may have changed.</summary>
    public event Action<string?, string?> Changed = (_, _) => { };

    /// <summary>What scripts publish for an entry.</summary>
    public static string MessageOf(string kind, string id) => $"{kind}:{id}";

    public async ValueTask DisposeAsync()
    {
        _connection.Restored -= Listen;
        await _end.CancelAsync();
        _wanted.Writer.TryComplete();
        await _listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private void Listen() => _wanted.Writer.TryWrite(true);

    private async Task ListenAsync()
    {
        await foreach (var _ in _wanted.Reader.ReadAllAsync(_end.Token))
        {
            while (!await TrySubscribeAsync())
            {
                await Task.Delay(RetryInterval, _time, _end.Token);
            }

            Changed(null, null);
        }
    }

    private async Task<bool> TrySubscribeAsync()
    {
        try
        {
            var subscriber = (await _connection.GetAsync().WaitAsync(_end.Token)).GetSubscriber();
            // Anew, and waited for: the client mends a subscription by itself, but does not tell when it holds again.
            await subscriber.UnsubscribeAsync(_channel);
            await subscriber.SubscribeAsync(_channel, (_, message) => Tell(message));
            return subscriber.IsConnected(_channel);
        }
        catch (Exception exception) when (RedisErrors.IsOfStore(exception))
        {
            LogDeaf(exception);
            return false;
        }
    }

    private void Tell(string? message)
    {
        if (message?.Split(':', 2) is [var kind, var id])
        {
            Changed(kind, id);
        }
        else
        {
            // Not written by the script: whoever sent it, looking again does no harm.
            Changed(null, null);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Changes of other processes cannot be heard; it is tried again.")]
    private partial void LogDeaf(Exception exception);
}
