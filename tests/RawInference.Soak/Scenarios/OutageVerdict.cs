using RawInference.Soak.Figures;

namespace RawInference.Soak.Scenarios;

/// <summary>Who had to be served during an outage, and who must not have been.</summary>
internal static class OutageVerdict
{
    private static readonly OutagePhase[] Phases = Enum.GetValues<OutagePhase>();

    public static void Judge(Report report, Outage outage, OutageLoad load)
    {
        foreach (var caller in new[] { OutageLoad.Plain, OutageLoad.Budget, OutageLoad.Idempotent, OutageLoad.Unknown, OutageLoad.Revoked })
        {
            foreach (var phase in Phases)
            {
                report.Line($"{caller}, {phase.ToString().ToLowerInvariant()}", load.Of(caller, phase));
            }
        }

        Served(report, load, OutageLoad.Plain, outage.Forgets ? [OutagePhase.Before, OutagePhase.During] : Phases);
        Served(report, load, OutageLoad.Budget, Reachable(outage));
        Served(report, load, OutageLoad.Idempotent, Reachable(outage));
        Refused(report, load, OutageLoad.Unknown);
        Refused(report, load, OutageLoad.Revoked);
    }

    /// <summary>When the store is there, with the keys in it.</summary>
    private static OutagePhase[] Reachable(Outage outage) =>
        outage.Forgets ? [OutagePhase.Before] : outage.IsHidden ? Phases : [OutagePhase.Before, OutagePhase.After];

    private static void Served(Report report, OutageLoad load, string caller, OutagePhase[] phases)
    {
        var tallies = phases.Select(phase => load.Of(caller, phase)).ToArray();
        var failures = tallies.Sum(tally => tally.Where(kind => kind != "200"));
        report.Check($"{caller}: served", failures == 0 && Total(tallies) > 0, $"{failures} failures of {Total(tallies)} ({string.Join(", ", phases)})");
    }

    private static void Refused(Report report, OutageLoad load, string caller)
    {
        var tallies = Phases.Select(phase => load.Of(caller, phase)).ToArray();
        var admitted = tallies.Sum(tally => tally.Where(kind => kind.StartsWith("200", StringComparison.Ordinal)));
        report.Check($"{caller}: refused", admitted == 0 && Total(tallies) > 0, $"{admitted} admitted of {Total(tallies)}");
    }

    private static int Total(Tally[] tallies) => tallies.Sum(tally => tally.Total);
}
