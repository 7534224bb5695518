using RawInference.Core.Limits;
using RawInference.Core.Usage;

namespace RawInference.State.Local;

/// <summary>What counted when the process began.</summary>
/// <param name="Lost">How many calls of processes that are dead were recorded as lost.</param>
/// <param name="Budgets">What the present day and month were charged.</param>
/// <param name="Recent">The records of the present window.</param>
internal sealed record RestoredUsage(
    int Lost,
    IReadOnlyList<(string Organization, CounterKey Key, long Settled)> Budgets,
    IReadOnlyList<UsageRecord> Recent)
{
    public static RestoredUsage Read(StateConnection connection, string instance, bool othersAreDead, DateTimeOffset now)
    {
        var orphans = LeaseTable.Orphans(connection, instance, othersAreDead, now);
        foreach (var id in orphans)
        {
            UsageBook.Lose(connection, id, now);
        }

        var oldest = DateTimeOffset.FromUnixTimeSeconds(LimitSlots.OldestAt(LimitKind.Requests, now));
        return new RestoredUsage(orphans.Count, BudgetTable.Present(connection, now), RecordTable.Since(connection, oldest));
    }

    public void ApplyTo(LocalLimiter limiter, DateTimeOffset now)
    {
        foreach (var (organization, key, settled) in Budgets)
        {
            limiter.Restore(organization, key, now, settled);
        }

        // What came from the cache had reserved nothing.
        foreach (var record in Recent.Where(record => !record.Cached))
        {
            foreach (var (scope, id) in PartiesOf(record))
            {
                foreach (var model in ModelsOf(record))
                {
                    limiter.Restore(record.Organization, new CounterKey(scope, id, model, LimitKind.Requests), record.At, 1);
                    limiter.Restore(record.Organization, new CounterKey(scope, id, model, LimitKind.Tokens), record.At, record.ChargedTokens);
                }
            }
        }
    }

    private static IEnumerable<(LimitScope Scope, string Id)> PartiesOf(UsageRecord record) =>
        [(LimitScope.Organization, record.Organization), (LimitScope.Namespace, record.Namespace), (LimitScope.Key, record.KeyId)];

    private static IEnumerable<string?> ModelsOf(UsageRecord record)
    {
        yield return null;
        if (record.Alias is not null)
        {
            yield return record.Alias;
        }

        if (record is { Provider: not null, Model: not null })
        {
            // Limits are of what is asked, which may have another name than what answers.
            yield return $"{record.Provider}/{record.AskedModel ?? record.Model}";
        }
    }
}
