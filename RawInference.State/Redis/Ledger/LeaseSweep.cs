using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

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
    private const int MaxLeases = 100;

    /// <summary>All that have expired by now.</summary>
    public async ValueTask SweepAsync(string organization, CancellationToken cancellationToken)
    {
        while (await SweepSomeAsync(organization, cancellationToken) == MaxLeases)
        {
        }
    }

    /// <summary>Reads them, then settles them in a second step, as only then their counters are known.</summary>
    private async ValueTask<int> SweepSomeAsync(string organization, CancellationToken cancellationToken)
    {
        var keys = organizations.KeysOf(organization);
        var result = await commands.EvaluateAsync(
            LedgerScripts.Sweep,
            [keys.Deadlines, keys.Leases, keys.Records, keys.Order, keys.Lost],
            [clock.Argument, MaxLeases, options.Value.Usage.RecordDays * 24L * 60 * 60 * 1000],
            cancellationToken);
        var expired = (string[])result!;
        await Task.WhenAll(expired.Select(lease => LoseAsync(lease, cancellationToken)));
        return expired.Length;
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
