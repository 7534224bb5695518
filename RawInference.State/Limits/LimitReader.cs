using RawInference.Core.Limits;
using RawInference.Core.Pipeline.Metering;

namespace RawInference.State.Limits;

/// <summary>Tells where the limits of one party stand.</summary>
public sealed class LimitReader
{
    private readonly ILedger _ledger;

    internal LimitReader(ILedger ledger)
    {
        _ledger = ledger;
    }

    /// <summary>One balance for each limit that is set, those of single models behind the party's own.</summary>
    public async ValueTask<IReadOnlyList<LimitBalance>> ReadAsync(string organization, ScopeLimits party, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(party);
        LimitDimension[] dimensions =
        [
            .. Of(party, null, party.Limits),
            .. party.Limits.Models.OrderBy(model => model.Key, StringComparer.Ordinal).SelectMany(model => Of(party, model.Key, model.Value)),
        ];
        return dimensions.Length == 0 ? [] : await _ledger.ReadAsync(organization, dimensions, cancellationToken).ConfigureAwait(false);
    }

    private static IEnumerable<LimitDimension> Of(ScopeLimits party, string? model, LimitSet limits) =>
        from limit in new (LimitKind Kind, long? Most)[]
        {
            (LimitKind.Requests, limits.RequestsPerMinute),
            (LimitKind.Tokens, limits.TokensPerMinute),
            (LimitKind.Concurrency, limits.Concurrency),
            (LimitKind.DayBudget, Nano(limits.BudgetPerDayUsd)),
            (LimitKind.MonthBudget, Nano(limits.BudgetPerMonthUsd)),
        }
        where limit.Most is not null
        select new LimitDimension(party.Scope, party.Id, model, limit.Kind, limit.Most ?? 0);

    private static long? Nano(decimal? usd) => usd is { } amount ? NanoUsd.Of(amount) : null;
}
