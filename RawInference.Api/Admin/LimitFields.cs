using System.Globalization;
using System.Text.Json;
using RawInference.Contract;
using RawInference.Core.Limits;

namespace RawInference.Api.Admin;

/// <summary>Reads <c>limits</c> and <c>budget</c>, as keys, namespaces and organizations have them.</summary>
internal static class LimitFields
{
    public const string Limits = "limits";
    public const string Budget = "budget";

    private const string Models = "models";
    private const int MaxModels = 100;
    private const int MaxModelName = 512;
    private const long MaxRequests = 1_000_000_000;
    private const long MaxTokens = 1_000_000_000_000;
    private const long MaxConcurrency = 1_000_000;

    private static readonly string[] Counted = ["requests_per_minute", "tokens_per_minute", "concurrency"];
    private static readonly string[] Money = ["per_day_usd", "per_month_usd"];

    /// <summary>What the two members change.</summary>
    public static Func<LimitSet, LimitSet> Read(AdminFields fields)
    {
        var edits = new FieldEdits<LimitSet>(fields);
        OnBudget(edits);
        return edits
            .On(Limits, value => Own(value, Models), (set, edit) => edit is null ? WithoutLimits(set) with { Models = LimitSet.None.Models } : edit(set))
            .Apply;
    }

    private static void OnBudget(FieldEdits<LimitSet> edits) => edits.On(
        Budget,
        BudgetOf,
        (set, edit) => edit is null ? set with { BudgetPerDayUsd = null, BudgetPerMonthUsd = null } : edit(set));

    private static Func<LimitSet, LimitSet>? BudgetOf(ContractValue value)
    {
        if (AdminFields.Of(value, Money) is not { } fields)
        {
            return null;
        }

        return new FieldEdits<LimitSet>(fields)
            .On(Money[0], AdminValues.Usd, (set, usd) => set with { BudgetPerDayUsd = usd })
            .On(Money[1], AdminValues.Usd, (set, usd) => set with { BudgetPerMonthUsd = usd })
            .Apply;
    }

    /// <param name="value">The object with the limits.</param>
    /// <param name="further">The member besides the counted limits: the single models, or, within one of them, the budget.</param>
    private static Func<LimitSet, LimitSet>? Own(ContractValue value, string further)
    {
        if (AdminFields.Of(value, [.. Counted, further]) is not { } fields)
        {
            return null;
        }

        var edits = new FieldEdits<LimitSet>(fields)
            .On(Counted[0], limit => limit.Integer(1, MaxRequests), (set, limit) => set with { RequestsPerMinute = limit })
            .On(Counted[1], limit => limit.Integer(1, MaxTokens), (set, limit) => set with { TokensPerMinute = limit })
            .On(Counted[2], limit => limit.Integer(1, MaxConcurrency), (set, limit) => set with { Concurrency = limit });
        if (further == Budget)
        {
            OnBudget(edits);
        }
        else
        {
            edits.On(Models, OfModels, (set, edit) => set with { Models = edit is null ? LimitSet.None.Models : edit(set.Models) });
        }

        return edits.Apply;
    }

    private static Func<IReadOnlyDictionary<string, LimitSet>, IReadOnlyDictionary<string, LimitSet>>? OfModels(ContractValue value)
    {
        if (!value.IsObject("an object of limits by model, each 'provider/model' or an alias"))
        {
            return null;
        }

        var edits = new List<(string Name, Func<LimitSet, LimitSet>? Edit)>();
        foreach (var member in value.Element.EnumerateObject())
        {
            var model = new ContractValue(member.Value, value.PathOf(member.Name), value.Reading);
            if (member.Name.Length is 0 or > MaxModelName || member.Name.Any(char.IsControl))
            {
                value.Reading.Refuse(model.Path, string.Create(
                    CultureInfo.InvariantCulture, $"must be the name of a model: 1 to {MaxModelName} characters, and no control characters."));
            }

            edits.Add((member.Name, member.Value.ValueKind == JsonValueKind.Null ? null : Own(model, Budget)));
        }

        return models => Merge(models, edits, value);
    }

    private static Dictionary<string, LimitSet> Merge(
        IReadOnlyDictionary<string, LimitSet> models,
        List<(string Name, Func<LimitSet, LimitSet>? Edit)> edits,
        ContractValue value)
    {
        var merged = new Dictionary<string, LimitSet>(models);
        foreach (var (name, edit) in edits)
        {
            var limits = edit?.Invoke(merged.GetValueOrDefault(name, LimitSet.None)) ?? LimitSet.None;
            if (limits.IsEmpty)
            {
                merged.Remove(name);
            }
            else
            {
                merged[name] = limits;
            }
        }

        return merged.Count <= MaxModels
            ? merged
            : throw InferenceException.Invalid(value.Path, string.Create(CultureInfo.InvariantCulture, $"has limits for more than {MaxModels} models."));
    }

    private static LimitSet WithoutLimits(LimitSet set) => set with { RequestsPerMinute = null, TokensPerMinute = null, Concurrency = null };
}
