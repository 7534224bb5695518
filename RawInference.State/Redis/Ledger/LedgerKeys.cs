using System.Globalization;
using RawInference.Core.Limits;
using StackExchange.Redis;

namespace RawInference.State.Redis.Ledger;

/// <summary>The names of what the ledger keeps of one organization.</summary>
internal sealed class LedgerKeys(RedisKeys keys, string organization)
{
    /// <summary>Of a day, in <see cref="Days"/> and at the end of its key.</summary>
    public const string DayFormat = "yyyyMMdd";

    /// <summary>Ids of leases by the time at which they expire.</summary>
    public RedisKey Deadlines { get; } = keys.Of(organization, "leases:deadlines");

    /// <summary><see cref="StoredLease"/>s by id.</summary>
    public RedisKey Leases { get; } = keys.Of(organization, "leases");

    /// <summary>Records by id.</summary>
    public RedisKey Records { get; } = keys.Of(organization, "usage:records");

    /// <summary><see cref="RecordPlace"/>s.</summary>
    public RedisKey Order { get; } = keys.Of(organization, "usage:order");

    /// <summary>Leases whose record says that they were lost, by id: their end may still come.</summary>
    public RedisKey Lost { get; } = keys.Of(organization, "usage:lost");

    /// <summary>The days that have roll-ups, or had.</summary>
    public RedisKey Days { get; } = keys.Of(organization, "usage:days");

    /// <summary>A limit's counter, whatever the limit is at the moment.</summary>
    public RedisKey Counter(LimitDimension dimension)
    {
        var scope = dimension.Scope switch { LimitScope.Organization => "organization", LimitScope.Namespace => "namespace", _ => "key" };
        var kind = dimension.Kind switch
        {
            LimitKind.Requests => "requests",
            LimitKind.Tokens => "tokens",
            _ => CounterKind.Of(dimension.Kind),
        };
        // The id's end must be found again: no id with a colon may look like another one with a model.
        var name = $"limit:{scope}:{kind}:{Uri.EscapeDataString(dimension.ScopeId)}";
        return keys.Of(organization, dimension.Model is null ? name : $"{name}:{dimension.Model}");
    }

    /// <summary>The roll-ups of a day.</summary>
    public RedisKey Day(DateOnly day) => keys.Of(organization, $"usage:day:{day.ToString(DayFormat, CultureInfo.InvariantCulture)}");
}
