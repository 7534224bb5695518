using System.Collections.Concurrent;
using StackExchange.Redis;

namespace RawInference.State.Redis.Ledger;

/// <summary>The organizations that have a ledger in Redis, so that whatever process is left can sweep them.</summary>
internal sealed class LedgerOrganizations(RedisCommands commands, RedisKeys keys)
{
    private readonly ConcurrentDictionary<string, LedgerKeys> _known = new(StringComparer.Ordinal);
    private readonly RedisKey _all = keys.Index("ledger", null);

    /// <summary>The keys of one, which is written down before its first use.</summary>
    public async ValueTask<LedgerKeys> AddAsync(string organization, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(organization, out var known))
        {
            return known;
        }

        known = new LedgerKeys(keys, organization);
        await commands.RunAsync("add-organization", database => database.SetAddAsync(_all, organization), cancellationToken);
        return _known.GetOrAdd(organization, known);
    }

    /// <summary>Without writing anything down.</summary>
    public LedgerKeys KeysOf(string organization) => _known.TryGetValue(organization, out var known) ? known : new LedgerKeys(keys, organization);

    /// <summary>Those of all processes. What a server has lost is written down again.</summary>
    public async ValueTask<IReadOnlyCollection<string>> AllAsync(CancellationToken cancellationToken)
    {
        RedisValue[] own = [.. _known.Keys.Select(organization => (RedisValue)organization)];
        if (own.Length > 0)
        {
            await commands.RunAsync("add-organization", database => database.SetAddAsync(_all, own), cancellationToken);
        }

        var all = await commands.RunAsync("organizations", database => database.SetMembersAsync(_all), cancellationToken);
        return [.. all.Select(organization => organization.ToString())];
    }
}
