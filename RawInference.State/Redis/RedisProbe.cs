using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RawInference.State.Degraded;
using RawInference.State.Local;

namespace RawInference.State.Redis;

/// <summary>
/// Looks whether a server that failed works again: it must be able to write. And whether it still has what it was told: a server
/// that was started again without its data has another word for its epoch.
/// </summary>
internal sealed class RedisProbe : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly RedisConnection _connection;
    private readonly RedisKeys _keys;
    private readonly StoreGate _gate;
    private readonly IOptions<StateOptions> _options;
    private readonly TimeProvider _time;
    private readonly ILogger<RedisProbe> _logger;
    private PeriodicWork? _work;
    private string? _epoch;
    private volatile bool _unsure = true;

    public RedisProbe(
        RedisConnection connection,
        RedisKeys keys,
        StoreGate gate,
        IOptions<StateOptions> options,
        TimeProvider time,
        ILogger<RedisProbe> logger)
    {
        _connection = connection;
        _keys = keys;
        _gate = gate;
        _options = options;
        _time = time;
        _logger = logger;
        connection.Restored += OnRestored;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _work = new PeriodicWork("Looking whether the state store works", Interval, ProbeAsync, _time, _logger);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        _connection.Restored -= OnRestored;
        if (_work is not null)
        {
            await _work.DisposeAsync();
        }
    }

    /// <summary>Asks, where there is a doubt.</summary>
    public async Task ProbeAsync()
    {
        if (_gate.IsOpen && !_unsure)
        {
            return;
        }

        try
        {
            var epoch = await AskAsync().WaitAsync(_options.Value.Redis.Timeout, _time);
            if (_epoch is not null && epoch != _epoch)
            {
                _gate.ReportLoss("The state store has lost its data: keys, budgets and usage that were kept in it are gone. Restore its append-only file, then start the gateway again.");
            }

            _epoch = epoch;
            _unsure = false;
            _gate.Open();
        }
        catch (Exception exception) when (RedisErrors.IsOfStore(exception))
        {
            _gate.Close(RedisErrors.Unavailable(exception).Message);
        }
    }

    /// <summary>The server's epoch; a new one where it has none.</summary>
    private async Task<string?> AskAsync()
    {
        var multiplexer = await _connection.GetAsync();
        var database = multiplexer.GetDatabase();
        // A server that is full or a replica refuses this, too, though it would answer a question.
        await database.StringSetAsync(_keys.Epoch, Guid.NewGuid().ToString("N"), when: StackExchange.Redis.When.NotExists);
        return await database.StringGetAsync(_keys.Epoch);
    }

    private void OnRestored() => _unsure = true;
}
