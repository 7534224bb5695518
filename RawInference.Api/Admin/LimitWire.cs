using System.Text.Json;
using RawInference.Core.Limits;

namespace RawInference.Api.Admin;

/// <summary>Writes limits and where they stand.</summary>
internal static class LimitWire
{
    /// <summary>The members <c>limits</c> and <c>budget</c>; null where there is no limit.</summary>
    public static void Write(Utf8JsonWriter writer, LimitSet limits)
    {
        writer.WriteStartObject(LimitFields.Limits);
        WriteCounted(writer, limits);
        writer.WriteStartObject("models");
        foreach (var (name, model) in limits.Models.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            writer.WriteStartObject(name);
            WriteCounted(writer, model);
            WriteBudget(writer, model);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        WriteBudget(writer, limits);
    }

    /// <summary>The member <c>balances</c>: budgets in US dollars, the rest as it is counted.</summary>
    public static void WriteBalances(Utf8JsonWriter writer, IReadOnlyList<LimitBalance> balances)
    {
        writer.WriteStartArray("balances");
        foreach (var balance in balances)
        {
            var isMoney = balance.Dimension.Kind is LimitKind.DayBudget or LimitKind.MonthBudget;
            writer.WriteStartObject();
            writer.WriteString("limit", NameOf(balance.Dimension.Kind));
            writer.WriteString("model", balance.Dimension.Model);
            WriteAmount("max", balance.Dimension.Limit);
            WriteAmount("used", balance.Settled);
            WriteAmount("reserved", balance.Reserved);
            WriteAmount("remaining", balance.Remaining);
            writer.WriteEndObject();

            void WriteAmount(string name, long amount)
            {
                if (isMoney)
                {
                    writer.WriteNumber(name, NanoUsd.ToUsd(amount));
                }
                else
                {
                    writer.WriteNumber(name, amount);
                }
            }
        }

        writer.WriteEndArray();
    }

    public static void WriteMoment(this Utf8JsonWriter writer, string name, DateTimeOffset? moment)
    {
        if (moment is { } known)
        {
            writer.WriteString(name, known.UtcDateTime);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    private static string NameOf(LimitKind kind) => kind switch
    {
        LimitKind.Requests => "requests_per_minute",
        LimitKind.Tokens => "tokens_per_minute",
        LimitKind.Concurrency => "concurrency",
        LimitKind.DayBudget => "per_day_usd",
        _ => "per_month_usd",
    };

    private static void WriteCounted(Utf8JsonWriter writer, LimitSet limits)
    {
        WriteNumber(writer, "requests_per_minute", limits.RequestsPerMinute);
        WriteNumber(writer, "tokens_per_minute", limits.TokensPerMinute);
        WriteNumber(writer, "concurrency", limits.Concurrency);
    }

    private static void WriteBudget(Utf8JsonWriter writer, LimitSet limits)
    {
        writer.WriteStartObject(LimitFields.Budget);
        WriteNumber(writer, "per_day_usd", limits.BudgetPerDayUsd);
        WriteNumber(writer, "per_month_usd", limits.BudgetPerMonthUsd);
        writer.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, decimal? number)
    {
        if (number is { } known)
        {
            writer.WriteNumber(name, known);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
