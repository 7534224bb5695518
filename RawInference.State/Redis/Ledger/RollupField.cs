using System.Globalization;
using RawInference.Core.Usage;

namespace RawInference.State.Redis.Ledger;

/// <summary>Names a number of a day's roll-up: <c>namespace|key|provider|model|class</c>, each part escaped, <c>%</c> for null.</summary>
internal sealed record RollupField(string Namespace, string KeyId, string? Provider, string? Model)
{
    private const string Null = "%";

    /// <summary>What the fields of a record begin with: the number of the class follows.</summary>
    public static string PrefixOf(UsageRecord record) =>
        $"{Escape(record.Namespace)}|{Escape(record.KeyId)}|{Escape(record.Provider)}|{Escape(record.SummedModel)}|";

    public static (RollupField Field, UsageClass Class) Parse(string name)
    {
        var parts = name.Split('|');
        return parts is [var ns, var key, var provider, var model, var number]
            ? (new RollupField(Unescape(ns)!, Unescape(key)!, Unescape(provider), Unescape(model)), (UsageClass)int.Parse(number, CultureInfo.InvariantCulture))
            : throw new FormatException($"'{name}' is no field of a roll-up.");
    }

    private static string Escape(string? part) =>
        part is null ? Null : part.Replace("%", "%25", StringComparison.Ordinal).Replace("|", "%7C", StringComparison.Ordinal);

    private static string? Unescape(string part) =>
        part == Null ? null : part.Replace("%7C", "|", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal);
}
