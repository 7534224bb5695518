using RawInference.Api.Hosting;

namespace RawInference.Api.Usage;

/// <summary>What the query of both routes asks for.</summary>
internal sealed record UsageParameters(
    DateOnly From,
    DateOnly To,
    string? Organization,
    string? Namespace,
    string? Key,
    string? Provider,
    string? Model,
    bool IsCsv)
{
    public const int MaxText = 512;
    public const int DefaultRecords = 100;
    public const int MaxRecords = 1_000;

    /// <summary>Days that roll-ups may span: more than they are kept.</summary>
    private const int MaxDays = 732;

    /// <summary>Without days, the present month (UTC) up to today.</summary>
    public static UsageParameters Read(QueryReader query, TimeProvider time)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var to = query.Day("to") ?? today;
        var from = query.Day("from") ?? new DateOnly(to.Year, to.Month, 1);
        if (from > to)
        {
            query.Refuse("from", $"must not be after 'to', {to:yyyy-MM-dd}.");
        }
        else if (to.DayNumber - from.DayNumber > MaxDays)
        {
            query.Refuse("from", $"must be at most {MaxDays} days before 'to'.");
        }

        return new UsageParameters(
            from,
            to,
            query.Text("organization", MaxText),
            query.Text("namespace", MaxText),
            query.Text("key", MaxText),
            query.Text("provider", MaxText),
            query.Text("model", MaxText),
            query.OneOf("format", ["json", "csv"]) == "csv");
    }
}
