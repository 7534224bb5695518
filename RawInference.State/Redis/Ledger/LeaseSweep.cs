using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace RawInference.State.Redis.Ledger;

/// <summary>Records calls as lost that nobody settled in time, and drops records that are too old.</summary>
internal sealed partial class LeaseSweep(
    RedisCommands commands,
    LedgerOrganizations organizations,
    SettlementQueue queue,
    StoreClock clock,
    IOptions<StateOptions> options,
    ILogger<LeaseSweep> logger)
{
    /// <summary>Of leases, and of records: a script is short, so that others come between.</summary>
    private const int Step = 100;

    /// <summary>All that have expired, and are too old, by now.</summary>
    public async ValueTask SweepAsync(string organization, CancellationToken cancellationToken)
    {
        while (await SweepSomeAsync(organization, cancellationToken))
        {
        }
    }

    /// <summary>Reads leases, then settles them in a second step, as only then their counters are known. True where there may be more.</summary>
    private async ValueTask<bool> SweepSomeAsync(string organization, CancellationToken cancellationToken)
    {
        var keys = organizations.KeysOf(organization);
        var result = await commands.EvaluateAsync(
            LedgerScripts.Sweep,
            [keys.Deadlines, keys.Leases, keys.Records, keys.Order, keys.Lost],
            [clock.Argument, Step, options.Value.Usage.RecordDays * 24L * 60 * 60 * 1000],
            cancellationToken);
        var answer = (RedisResult[])result!;
        string[] expired = [.. answer.Skip(1).Select(lease => lease.ToString())];
        await Task.WhenAll(expired.Select(lease => LoseAsync(lease, cancellationToken)));
        return expired.Length == Step || (int)answer[0] == Step;
    }

    private async Task LoseAsync(string stored, CancellationToken cancellationToken)
    {
        var (reservedAt, lease) = StoredLease.Parse(stored);
        var answer = await queue.SettleAsync(PendingSettlement.Lost(reservedAt, lease), cancellationToken);
        if (answer.IsNew)
        {
            LogLost(lease.IfLost.Id);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The call {Id} was not settled in time: it is recorded as lost, with what was estimated for it")]
    private partial void LogLost(string id);
}
