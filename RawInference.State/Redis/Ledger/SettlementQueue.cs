using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace RawInference.State.Redis.Ledger;

/// <summary>Sends whatever settlements are waiting in one script for each organization; the next ones wait meanwhile. Without delay of its own.</summary>
internal sealed partial class SettlementQueue : IAsyncDisposable
{
    // A script of so many keeps the server from everything else for 2 to 4 ms.
    private const int MaxSettlements = 128;
    private const int MaxBytes = 256 * 1024;

    private readonly Channel<PendingSettlement> _waiting = Channel.CreateUnbounded<PendingSettlement>(new() { SingleReader = true });
    private readonly ConcurrentDictionary<string, bool> _full = new(StringComparer.Ordinal);
    private readonly RedisCommands _commands;
    private readonly LedgerOrganizations _organizations;
    private readonly StoreClock _clock;
    private readonly IOptions<StateOptions> _options;
    private readonly TimeProvider _time;
    private readonly ILogger<SettlementQueue> _logger;
    private readonly Task _sending;

    public SettlementQueue(
        RedisCommands commands,
        LedgerOrganizations organizations,
        StoreClock clock,
        IOptions<StateOptions> options,
        TimeProvider time,
        ILogger<SettlementQueue> logger)
    {
        _commands = commands;
        _organizations = organizations;
        _clock = clock;
        _options = options;
        _time = time;
        _logger = logger;
        _sending = Task.Run(SendAllAsync);
    }

    /// <summary>Completes when it is safe.</summary>
    public async Task<SettlementAnswer> SettleAsync(PendingSettlement settlement, CancellationToken cancellationToken)
    {
        if (!_waiting.Writer.TryWrite(settlement))
        {
            throw RedisErrors.Unavailable(new ObjectDisposedException(nameof(SettlementQueue)));
        }

        try
        {
            // The batch before it may hang as long as one command may; together that would be too long.
            return await settlement.Done.WaitAsync(_options.Value.Redis.Timeout, _time, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            settlement.IsAbandoned = true;
            throw RedisErrors.Unavailable(exception);
        }
    }

    /// <summary>Sends what is waiting.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _sending;
    }

    private async Task SendAllAsync()
    {
        while (await _waiting.Reader.WaitToReadAsync())
        {
            await Task.WhenAll(Take().GroupBy(settlement => settlement.Record.Organization, StringComparer.Ordinal).Select(SendAsync));
        }
    }

    private List<PendingSettlement> Take()
    {
        var taken = new List<PendingSettlement>();
        var bytes = 0;
        while (taken.Count < MaxSettlements && bytes < MaxBytes && _waiting.Reader.TryRead(out var settlement))
        {
            if (!settlement.IsAbandoned)
            {
                taken.Add(settlement);
                bytes += settlement.Json.Length;
            }
        }

        return taken;
    }

    private async Task SendAsync(IGrouping<string, PendingSettlement> settlements)
    {
        try
        {
            var keys = await _organizations.AddAsync(settlements.Key, CancellationToken.None);
            var batch = new SettlementBatch(keys);
            foreach (var settlement in settlements)
            {
                batch.Add(settlement);
            }

            var usage = _options.Value.Usage;
            var values = batch.Values(_clock.Argument, usage.MaxRecords, usage.RollupDays);
            var result = await _commands.EvaluateAsync(LedgerScripts.Settle, batch.Keys, values, CancellationToken.None);
            var answers = (RedisResult[])result!;
            foreach (var (settlement, answer) in settlements.Zip(answers))
            {
                settlement.Complete(answer);
            }

            // From then on with every batch: once is enough.
            if ((long)answers[^1] > 0 && _full.TryAdd(settlements.Key, true))
            {
                LogFull(settlements.Key, usage.MaxRecords, usage.RecordDays);
            }
        }
        catch (Exception exception)
        {
            // Not swallowed: each of those who wait gets it.
            foreach (var settlement in settlements)
            {
                settlement.Fail(exception);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning,
        "The book of usage of {Organization} is full: the oldest records are dropped to keep the newest {MaxRecords}, before their {RecordDays} days are over. Totals stay exact")]
    private partial void LogFull(string organization, long maxRecords, int recordDays);
}
