using System.Text.Json.Nodes;
using RawInference.Soak.Calls;

namespace RawInference.Soak.Scenarios;

/// <summary>Compares what the provider received with what was written down and charged.</summary>
internal static class CrashVerdict
{
    /// <summary>Records: none lost, none doubled.</summary>
    public static void Judge(Report report, JournalWatch watch, HashSet<string> answered, List<UsageEntry> records)
    {
        var byMark = records.CountBy(record => record.Alias ?? "").ToDictionary();
        var completed = watch.Completed;
        var lost = completed.Count(mark => !byMark.ContainsKey(mark));
        var lostOfAll = watch.Received.Count(mark => !byMark.ContainsKey(mark));
        var doubled = byMark.Count(pair => pair.Value > 1) + (records.Count - records.DistinctBy(record => record.Id).Count());
        var ids = records.Select(record => record.Id).ToHashSet();
        var forgotten = answered.Count(id => !ids.Contains(id));
        report.Line("records", string.Join(", ", records.CountBy(record => record.Outcome).Select(pair => $"{pair.Value} {pair.Key}")));
        report.Check("a record of every completed call", lost == 0, $"{completed.Count} completed by the provider, {lost} lost");
        report.Check("a record of every call that was asked", lostOfAll == 0, $"{watch.Received.Count} received by the provider, {lostOfAll} lost");
        report.Check("a record of every answer", forgotten == 0, $"{answered.Count} answers, {forgotten} without a record");
        report.Check("no record twice", doubled == 0, $"{records.Count} records, {doubled} doubled");
    }

    /// <summary>Balances: conserved, freed, and equal to what the records say.</summary>
    public static void Judge(Report report, Balance[] balances, List<UsageEntry> records, bool isWhole)
    {
        report.Check("max = used + reserved + remaining", balances.Length > 0 && balances.All(balance => balance.IsConserved), string.Join("; ", balances.Where(balance => !balance.IsConserved)));
        report.Check("nothing stays reserved", balances.All(balance => balance.Reserved == 0), string.Join("; ", balances.Where(balance => balance.Reserved != 0)));
        var used = balances.First(balance => balance.Limit == "tokens_per_minute").Used;
        var recorded = records.Sum(record => record.Tokens ?? 0);
        if (isWhole)
        {
            report.Check("tokens used = tokens of the records", used == recorded, $"{used} used, {recorded} recorded");
        }
        else
        {
            report.Check("compared within the window", false, $"{used} used, {recorded} recorded, but a minute was over before all leases were");
        }
    }

    /// <summary>Sums: those of the records.</summary>
    public static void Judge(Report report, JsonObject total, List<UsageEntry> records)
    {
        var requests = (long)total["requests"]!;
        var tokens = (long)total["tokens"]!["total"]!;
        var recorded = records.Sum(record => record.Tokens ?? 0);
        report.Check("sums = records", requests == records.Count && tokens == recorded, $"{requests} calls of {records.Count}, {tokens} tokens of {recorded}");
    }
}
