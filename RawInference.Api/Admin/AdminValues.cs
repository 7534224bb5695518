using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using RawInference.Contract;
using RawInference.Core.Limits;
using RawInference.State.Keys;

namespace RawInference.Api.Admin;

/// <summary>Values that admin bodies have. Reading a wrong one is a mistake that is collected, and yields null.</summary>
internal static class AdminValues
{
    private const int MaxItems = 100;

    /// <summary>More digits than any amount has; longer ones would be rounded in reading.</summary>
    private const int MaxDigits = 28;

    private const int FractionDigits = 9;

    /// <summary>Words for people.</summary>
    public static string? Words(this ContractValue value, int max)
    {
        var text = value.Text();
        if (text is null || (text.Length <= max && !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl)))
        {
            return text;
        }

        value.Reading.Refuse(value.Path, string.Create(CultureInfo.InvariantCulture, $"must have 1 to {max} characters, not only spaces, and no control characters."));
        return null;
    }

    public static IReadOnlyList<string>? Names(this ContractValue value) =>
        value.Items(MaxItems, "a list of names")?.Select(item => item.Name() ?? "").ToArray();

    public static FrozenSet<string>? NameSet(this ContractValue value) => value.Names()?.ToFrozenSet(StringComparer.Ordinal);

    public static DateTimeOffset? Moment(this ContractValue value)
    {
        if (value.Text() is not { } text)
        {
            return null;
        }

        if (HashedKeyOptions.TryReadMoment(text, out var moment))
        {
            return moment.ToUniversalTime();
        }

        value.Reading.Refuse(value.Path, "must be a moment such as 2027-01-31T12:00:00Z.");
        return null;
    }

    /// <summary>US dollars, in whole nano dollars.</summary>
    public static decimal? Usd(this ContractValue value)
    {
        if (value.Element.ValueKind == JsonValueKind.Number
            && value.Element.GetRawText().Length <= MaxDigits
            && value.Element.TryGetDecimal(out var usd)
            && usd is > 0 and <= NanoUsd.MaxUsd
            && decimal.Round(usd, FractionDigits) == usd)
        {
            return usd;
        }

        value.Reading.Refuse(value.Path, string.Create(
            CultureInfo.InvariantCulture,
            $"must be a number of US dollars above 0 and up to {NanoUsd.MaxUsd}, with at most {FractionDigits} digits after the point; null for no limit."));
        return null;
    }
}
